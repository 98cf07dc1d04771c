"""What somebody typed inside a tag → what Jinja reads.

Knows neither trees nor data.  A Chinese keyboard and Word's autocorrection write full-width signs and curly quotes;
inside a tag they can only be meant as their ASCII counterparts, except within quotes, where they may be text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_PREFIX = re.compile(r"(p|tr|tc|r)[ \t\n\u00a0\u3000]+(?=\S)")
_KEYWORD = re.compile(r"\s*(\w+)")
_SIGNS = str.maketrans(
    "（），．：；＋－＊／％｜＝＜＞！［］｛｝＿～、。\u00a0\u3000\u2002\u2003\u2009\u200a\u202f",
    "(),.:;+-*/%|=<>![]{}_~,.       ",
)
_OPENING = {"“": "”", "‘": "’", "”": "”", "’": "’", "＂": "＂", "＇": "＇"}
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060\u00ad"))
_HARMLESS = frozenset("\u00a0\u3000\u2002\u2003\u2009\u200a\u202f")


@dataclass(frozen=True, slots=True)
class Spelling:
    """A tag's inside, ready for Jinja; ``changed`` lists the signs that were straightened, blanks and quotes not
    among them.

    ``prefix`` is docxtpl's explicit level (p, tr, tc, r or empty); ``keyword`` the first word of a statement;
    ``joins`` has ``<`` for ``{%-`` and ``>`` for ``-%}``.
    """

    source: str
    prefix: str
    keyword: str
    changed: str
    joins: str


def straighten(inside: str, kind: str) -> Spelling:
    """Reads what stands between the delimiters of a tag of ``kind`` (``{{``, ``{%`` or ``{#``)."""
    match = _PREFIX.match(inside)
    prefix = match.group(1) if match else ""
    rest = inside[match.end() :] if match else inside
    joins = ""
    if rest.startswith("-"):
        joins, rest = "<", rest[1:]
    if rest.rstrip().endswith("-") and kind != "{#":
        joins, rest = joins + ">", rest.rstrip()[:-1]
    if kind == "{#":
        return Spelling(rest, prefix, "", "", joins)
    source, changed = _straight(rest.translate(_INVISIBLE))
    word = _KEYWORD.match(source)
    keyword = word.group(1) if word and kind == "{%" else ""
    return Spelling(source.strip(), prefix, keyword, changed, joins)


def _straight(text: str) -> tuple[str, str]:
    out: list[str] = []
    changed: dict[str, None] = {}
    at = 0
    while at < len(text):
        char = text[at]
        if char in "'\"" or char in _OPENING:
            literal, at = _quoted(text, at)
            out.append(literal)
            continue
        plain = "".join((_digit(char) or char).translate(_SIGNS))
        if plain != char and char not in _HARMLESS:
            changed[char] = None
        out.append(" " if plain in "\n\t" else plain)
        at += 1
    return "".join(out), "".join(changed)


def _digit(char: str) -> str:
    return chr(ord(char) - 0xFEE0) if "０" <= char <= "９" else ""


def _quoted(text: str, start: int) -> tuple[str, int]:
    """A quoted string with straight quotes, and where it ends; its inside stays as it is."""
    opener = text[start]
    closers = {_OPENING.get(opener, opener)}
    if opener in _OPENING:
        closers |= {"”", "“", '"'} if opener in "“”＂" else {"’", "‘", "'"}
    end = start + 1
    while end < len(text) and text[end] not in closers:
        end += 2 if text[end] == "\\" else 1
    inner = text[start + 1 : end]
    quote = "'" if opener in "'‘’＇" else '"'
    if end >= len(text):
        return quote + inner, len(text)
    return quote + inner.replace(quote, "\\" + quote if quote not in closers else quote) + quote, end + 1
