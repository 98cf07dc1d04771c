"""The sentences of the source → reportgen/locale/*/LC_MESSAGES/reportgen.po and .mo; run this file to write them anew.

A sentence's context is the code of its problem, where it stands directly in a call with that code, or in a ``Finding`` of the rule
that has it.  References are files without lines, so that a catalogue changes only when a sentence does.  A sentence that was
changed keeps its old translation, marked as fuzzy: it is not shown until somebody has looked at it and removed the mark.  A
translation whose sentence is gone stays at the end of the file, commented out, and comes back with its sentence.
"""

from __future__ import annotations

import ast
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from string import Formatter
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import denormalize, read_po, write_po
from structure import parsed

from reportgen.catalogue import LANGUAGES

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "reportgen"
LOCALE = PACKAGE / "locale"
ALIKE = 0.6
"""How much of a changed sentence has to be as it was, for its old translation to be proposed."""
_CODE = re.compile(r"[A-Z]\d{2,3}")
_WIDTH = 10_000  # no line is broken
_HEAD = """# The sentences of reportgen, translated.
# Made by tests/catalogue.py: it keeps what is translated here.  Context: the code of the problem (docs/problems.md)."""

Key: TypeAlias = tuple[str, str]
"""Context (nothing where there is none) and sentence."""


@dataclass
class Place:
    """Where a sentence stands, and the names of what varies in it."""

    files: set[str] = field(default_factory=set)
    names: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Translation:
    """What is said in the other language; a fuzzy one translates the sentence ``before``, which is not quite this one."""

    words: str
    fuzzy: bool = False
    before: str = ""
    remarks: tuple[str, ...] = ()


def names_in(pattern: str) -> list[str]:
    """The names in braces, each once, in their order."""
    return list(dict.fromkeys(name for _, name, _, _ in Formatter().parse(pattern) if name is not None))


@cache
def sentences() -> Mapping[Key, Place]:
    """Every sentence of the package, and what stands between the items of lists."""
    found: dict[Key, Place] = defaultdict(Place)
    for path in sorted(PACKAGE.rglob("*.py")):
        file = path.relative_to(ROOT).as_posix()
        for context, pattern in sentences_of(parsed(path)):
            found[context, pattern].files.add(file)
            found[context, pattern].names = names_in(pattern)
    return dict(sorted(found.items()))


def sentences_of(tree: ast.Module) -> Iterator[Key]:
    """Context and sentence, for each of a module."""
    contexts = dict(_contexts(tree))
    for node in ast.walk(tree):
        if _is_call(node, "say"):
            if pattern := _constant(node.args[0]):
                yield contexts.get(node, ""), pattern
        elif _is_call(node, "joined") and len(node.args) == 2 and (between := _constant(node.args[1])).strip():
            yield "", between
        elif isinstance(node, ast.ClassDef) and node.name == "Grade":
            yield from (("", _constant(each.value)) for each in node.body if isinstance(each, ast.Assign))
        elif isinstance(node, ast.Assign) and _last_name(node.targets[0]) == "SEPARATOR":
            yield "", _constant(node.value)


def _contexts(tree: ast.Module) -> Iterator[tuple[ast.Call, str]]:
    """The sentences that are said with a code, and the code."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (code := _rule(node)):
            for inner in ast.walk(node):
                if _is_call(inner, "Finding"):
                    yield from ((said, code) for said in _said_in(inner))
        elif isinstance(node, ast.Call) and (code := _code_given(node)):
            yield from ((said, code) for said in _said_in(node))


def _rule(function: ast.FunctionDef) -> str:
    codes = [_constant(each.args[0]) for each in function.decorator_list if _is_call(each, "rule")]
    return codes[0] if codes else ""


def _code_given(call: ast.Call) -> str:
    """The one code among the arguments of a call: ``Y17``, ``codes.Y17`` or ``"Y17"``."""
    given = [*call.args, *(keyword.value for keyword in call.keywords)]
    codes = [name for each in given if _CODE.fullmatch(name := _last_name(each))]
    return codes[0] if len(codes) == 1 else ""


def _last_name(node: ast.expr) -> str:
    """``b`` of ``b``, ``a.b`` and ``"b"``."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else _constant(node)


def _said_in(call: ast.Call) -> Iterator[ast.Call]:
    """The sentences that are arguments of a call, be it under a condition."""
    waiting: list[ast.expr] = [*call.args, *(keyword.value for keyword in call.keywords)]
    while waiting:
        each = waiting.pop()
        if isinstance(each, ast.IfExp):
            waiting += [each.body, each.orelse]
        elif isinstance(each, ast.BoolOp):
            waiting += each.values
        elif isinstance(each, ast.NamedExpr):
            waiting.append(each.value)
        elif _is_call(each, "say"):
            yield each


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name and bool(node.args)


def _constant(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""


class SentenceCatalogue(Catalog):
    """A catalogue whose head is the same on every day and with every version of Babel."""

    def __init__(self, language: str) -> None:
        super().__init__(language, header_comment=_HEAD, project="reportgen", fuzzy=False)

    @property
    def mime_headers(self) -> list[tuple[str, str]]:  # type: ignore[override]
        return [
            ("Project-Id-Version", "reportgen"),
            ("Language", str(self.locale)),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def updated(said: Mapping[Key, Place], old: Catalog, language: str) -> Catalog:
    """The catalogue of what is said now, with the translations that there were."""
    made = SentenceCatalogue(language)
    lost = {key: words for key, words in _translated(old).items() if key not in said}
    proposed: set[Key] = set()
    for key, place in said.items():
        words = _kept(old, key)
        if words is None and (source := _likest(key, lost)):
            words = replace(lost[source], fuzzy=True, before=lost[source].before or source[1])
            proposed.add(source)
        _add(made, key, place, words or Translation(""))
    for (context, pattern), words in sorted(lost.items()):
        if (context, pattern) not in proposed:
            made.obsolete[made._key_for(pattern, context or None)] = Message(pattern, words.words, context=context or None)
    return made


def _translated(old: Catalog) -> dict[Key, Translation]:
    """What is translated in a catalogue, with what waits at its end."""
    entries = [*old, *old.obsolete.values()]
    return {(each.context or "", each.id): _as_translation(each) for each in entries if each.id and each.string}


def _as_translation(entry: Message) -> Translation:
    before = entry.previous_id[0] if entry.fuzzy and entry.previous_id else ""
    return Translation(entry.string, entry.fuzzy, before, tuple(entry.user_comments))


def _kept(old: Catalog, key: Key) -> Translation | None:
    context, pattern = key
    entry = old.get(pattern, context or None) or old.obsolete.get(old._key_for(pattern, context or None))
    return _as_translation(entry) if entry is not None and entry.string else None


def _likest(key: Key, lost: dict[Key, Translation]) -> Key | None:
    """The lost sentence whose translation is proposed: the one with the same words under another code, or else the one that is
    most like this under the same code."""
    context, pattern = key
    likeness = {
        each: SequenceMatcher(None, each[1], pattern).ratio() for each in lost if context == each[0] or pattern == each[1]
    }
    best = max(likeness, key=lambda each: (likeness[each], each), default=None)
    return best if best and likeness[best] >= ALIKE else None


def _add(catalogue: Catalog, key: Key, place: Place, words: Translation) -> None:
    context, pattern = key
    entry = catalogue.add(
        pattern,
        words.words,
        locations=[(file, None) for file in sorted(place.files)],
        flags=["fuzzy"] if words.fuzzy else [],
        auto_comments=["、".join(place.names)] if place.names else [],
        user_comments=words.remarks,
        previous_id=words.before,
        context=context or None,
    )
    entry.flags -= {"python-format", "python-brace-format"}  # guessed by Babel: a per cent sign in Chinese is none


def po_file(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "reportgen.po"


def read(text: str, language: str) -> Catalog:
    """A catalogue's file.  Babel takes what it wrote of sentences that were (``#| msgid``) for remarks."""
    catalogue = read_po(io.StringIO(text), locale=language, domain="reportgen")
    for entry in catalogue:
        if before := [remark[1:].strip().removeprefix("msgid ") for remark in entry.user_comments if remark.startswith("|")]:
            entry.previous_id = (denormalize("\n".join(before)),)
            entry.user_comments = [remark for remark in entry.user_comments if not remark.startswith("|")]
    return catalogue


def as_po(catalogue: Catalog) -> str:
    written = io.BytesIO()
    write_po(written, catalogue, width=_WIDTH, include_lineno=False, include_previous=True)
    return written.getvalue().decode("utf-8")


def as_mo(catalogue: Catalog) -> bytes:
    written = io.BytesIO()
    write_mo(written, catalogue)
    return written.getvalue()


def fresh(language: str) -> Catalog:
    """The catalogue of a language as it is to stand in the package."""
    path = po_file(language)
    return updated(sentences(), read(path.read_text(encoding="utf-8") if path.exists() else "", language), language)


def write(languages: Iterable[str] = LANGUAGES) -> None:
    for language in languages:
        catalogue, path = fresh(language), po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_po(catalogue), encoding="utf-8", newline="\n")
        path.with_suffix(".mo").write_bytes(as_mo(catalogue))


if __name__ == "__main__":
    write()
