"""What somebody typed inside a tag → what Jinja reads.

Knows neither trees nor data.  A Chinese keyboard and Word's autocorrection write full-width signs and curly quotes;
inside a tag they can only be meant as their ASCII counterparts, except within quotes, where they may be text.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.message import say
from reportgen.regex import regex
from reportgen.value_object import ValueObject

_LEVELS = frozenset(("p", "tr", "tc", "r"))
_PREFIX = regex(r"(p|tr|tc|r)\s+(?=\S)")
_STATEMENTS = "for|if|elif|else|endfor|endif|set|with|endwith|macro|endmacro|call|endcall|filter|endfilter"
_APART = regex(rf"\s+(p|tr|tc|r)\s+-?\s*(?=(?:{_STATEMENTS})\b)")
"""A prefix that stands apart from its ``{%``; Jinja has no statements of these names."""
_FORMS = (
    (regex(r"(?:else\s+if|else-if|elseif|elsif)\b(?=\s*\S)"), "elif"),
    (regex(r"end\s+(?=(?:for|if|set|with|macro|call|filter|raw)\b)"), "end"),
    (regex(r"endelse$|fi$"), "endif"),
)
"""Statements as other languages write them, and how Jinja does."""
_OTHER_WORDS = ("elseif", "elsif", "else-if", "endelse", "fi")
_PLAIN = regex(r"[\w .|()=!<>,:+*/%\[\]-]*")
"""What may hold nothing to be straightened but full-width letters and digits."""
_KEYWORD = regex(r"\s*(\w+)")
_WORD = regex(r"\w+")
_SIGNS = str.maketrans(
    "（），．：；＋－＊／％｜＝＜＞！［］｛｝＿～、。【】《》×−–\u00a0\u3000\u2002\u2003\u2009\u200a\u202f",
    "(),.:;+-*/%|=<>![]{}_~,.[]<>*--       ",
) | {ord("≤"): "<=", ord("≥"): ">=", ord("≠"): "!=", ord("÷"): "/"}
_ENTITIES = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#8216;": "'", "&#8217;": "'", "&#39;": "'"}
"""What a template that was once written as XML text may hold."""
_OPENING = {"“": "”", "‘": "’", "”": "”", "’": "’", "＂": "＂", "＇": "＇"}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060\u00ad"))
_NAMES = {"\u3000": say("（全角空格）"), "\u00a0": say("（不间断空格）")} | dict.fromkeys(
    "\u2002\u2003\u2009\u200a\u202f", say("（特殊空格）")
)
"""What a clerk reads for a sign that cannot be seen."""
_FULL_WIDTH = str.maketrans({code: chr(code - 0xFEE0) for code in range(0xFF10, 0xFF5B)})
_WORDS = frozenset(
    "if elif else endif for endfor in not and or is set endset macro endmacro call endcall filter endfilter with endwith raw "
    "endraw true false none defined loop recursive".split()
)
"""Words of Jinja, which are read even when typed in full width; other full-width letters may be a name of the data."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Spelling(ValueObject):
    """A tag's inside, ready for Jinja; ``changed`` lists the signs that were straightened, as a clerk reads them.

    ``prefix`` is docxtpl's explicit level (p, tr, tc, r or empty); ``keyword`` the first word of a statement; ``joins`` has
    ``<`` for ``{%-`` and ``>`` for ``-%}``.  ``form`` is how the tag should have been written, where it was written in a way
    that Jinja does not know and can mean only this.
    """

    source: str
    prefix: str
    keyword: str
    changed: tuple[str, ...]
    joins: str
    form: str = ""


def straighten(inside: str, kind: str) -> Spelling:
    """Reads what stands between the delimiters of a tag of ``kind`` (``{{``, ``{%`` or ``{#``)."""
    leads = kind == "{%" and not _LEVELS.isdisjoint(inside.split(maxsplit=1)[:1])
    match = _PREFIX.match(inside) or (_APART.match(inside) if leads else None)
    prefix = match.group(1) if match else ""
    rest = inside[match.end() :] if match else inside
    joins = ""
    if rest.startswith("-"):
        joins, rest = "<", rest[1:]
    if rest.rstrip().endswith("-"):
        joins, rest = joins + ">", rest.rstrip()[:-1]
    if kind == "{#":
        return Spelling(rest, prefix, "", (), joins)
    source, changed = _straight(rest.translate(_INVISIBLE))
    source, other = _known_form(source.strip()) if kind == "{%" else (source.strip(), False)
    word = _KEYWORD.match(source)
    keyword = word.group(1) if word and kind == "{%" else ""
    apart = match is not None and match.group()[0].isspace()
    form = f"{{%{prefix} {source} %}}" if other or apart else ""
    return Spelling(source, prefix, keyword, tuple(dict.fromkeys(changed)), joins, form)


def _known_form(source: str) -> tuple[str, bool]:
    """A statement in Jinja's words, and whether it was written in those of another language."""
    words = source.split(maxsplit=1)
    other = source.startswith(_OTHER_WORDS) or (len(words) > 1 and words[0] in ("else", "end"))
    for pattern, known in _FORMS if other else ():  # most statements are Jinja's own, and need no pattern
        found = pattern.match(source)
        if found:
            return known + source[found.end() :], True
    return source, False


def _straight(text: str) -> tuple[str, list[str]]:
    if _PLAIN.fullmatch(text) and text.translate(_FULL_WIDTH) == text:
        return text, []
    out: list[str] = []
    changed: list[str] = []
    at = 0
    while at < len(text):
        plain, end = _next(text, at)
        if plain != text[at:end]:
            changed += _shown(text[at:end])
        out.append(" " if plain in "\n\t" else plain)
        at = end
    return "".join(out), changed


def _next(text: str, at: int) -> tuple[str, int]:
    """The sign, word or quoted text at ``at`` in its plain form, and where it ends."""
    char = text[at]
    if char in "'\"" or char in _OPENING:
        return _quoted(text, at)
    if char == "&":
        found = next((code for code in _ENTITIES if text.startswith(code, at)), "")
        if found:
            return _ENTITIES[found], at + len(found)
    word = _WORD.match(text, at)
    if word is not None:
        return _plain_word(word.group()), word.end()
    return char.translate(_SIGNS), at + 1


def _plain_word(word: str) -> str:
    """Numbers and Jinja's own words typed in full width; a name stays as it is, for it must be the data's."""
    plain = word.translate(_FULL_WIDTH)
    return plain if plain.isdigit() or plain in _WORDS else word


def _shown(piece: str) -> list[str]:
    if piece[0] in _OPENING:
        return [piece[0], piece[-1]] if piece[-1] in _OPENING else [piece[0]]
    if piece[0] in "'\"":
        return [piece[-1]]
    return [_NAMES.get(piece, piece)]


def _quoted(text: str, start: int) -> tuple[str, int]:
    """A quoted string with straight quotes, and where it ends; its inside stays as it is."""
    opener = text[start]
    closers = {_OPENING.get(opener, opener)}
    if opener in _OPENING:
        closers |= {"”", "“", '"'} if opener in "“”＂" else {"’", "‘", "'"}
    elif opener not in text[start + 1 :]:
        closers = {"”", "“"} if opener == '"' else {"’", "‘"}
    end = start + 1
    while end < len(text) and text[end] not in closers:
        end += 2 if text[end] == "\\" else 1
    inner = text[start + 1 : end]
    quote = "'" if opener in "'‘’＇" else '"'
    if end >= len(text):
        return quote + inner, len(text)
    return quote + inner.replace(quote, "\\" + quote if quote not in closers else quote) + quote, end + 1
