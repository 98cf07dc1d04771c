"""A confirmation that came back, and the files of its year → the files with the corrections in them: names, units, departments.

Knows no folder.  A name is changed where the figure stands and wherever it is referred to; what is to be no figure goes back
into its sentences as the digits that it was.  The words that led to a figure are kept beside it in the dictionary, so that the
next old report finds the name that somebody chose.  Every other character of the files stays.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.importing.confirmation import Correction
from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.dictionary import Path
from reportgen.report.model.grammar import DEPARTMENT, FIGURES, LAST_YEAR, UNIT, VALUE, YEAR
from reportgen.report.prose import CLOSE, OPEN
from reportgen.yamltext import (
    Document,
    Entry,
    MappingNode,
    Node,
    Scalar,
    SequenceNode,
    TextEdit,
    add_entry,
    set_scalar,
    splice,
)
from reportgen.yamltext.edit import Lines, flow_text, real_end

D21 = Code("D21", "核对表里的名称不能用", "名称写成“产值（亿元）”", "只用汉字、字母、数字，不与别的数重名")
D22 = Code("D22", "核对表里的数，输入文件里已经没有了（提醒）", "录入以后又在输入文件里改了名", "在输入文件和字典里自己改；上一次已经照用的，不用管")

_NAME = regex(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9]{0,29}")
_REFERENCE = regex(r"【([^【】]*)】")
_TOP, _WORDING, _RELATIONS = "指标", "原文", "关系"
_LINKS = ("指标", "名单")
"""What of a field names another one."""
_RESERVED = frozenset((YEAR, LAST_YEAR, FIGURES))


@dataclass(frozen=True, slots=True)
class Corrected:
    """The texts of the inputs, of the other years' inputs, and of the dictionary, what was changed (path and new name), and what
    there is to say."""

    inputs: tuple[str, ...]
    others: tuple[str, ...]
    fields: str
    changed: tuple[tuple[Path, str], ...]
    problems: tuple[Problem, ...]


def corrected(
    inputs: Sequence[Document], fields: Document, rows: Sequence[Correction], others: Sequence[Document] = ()
) -> Corrected:
    """Everything that the rows ask for; a row that cannot be followed is told by its cell, and nothing of it is done.  The
    dictionary is that of all years: a figure that ``others`` have gets its new name there too, and stays in the dictionary
    where this year no longer has it."""
    problems: list[Problem] = []
    figures = {path: (number, entry) for number, document in enumerate(inputs) for path, entry in _entries(document)}
    own = {row.path for row in rows}
    kept = [row for row in (_as_renamed(row, own, figures) for row in rows) if _is_found(row, figures, problems)]
    elsewhere = {path for document in others for path, _ in _entries(document)}
    names = _names(kept, figures, elsewhere, problems)
    values = {path[-1]: _value(figures[path][1]) for path, name in names.items() if not name}
    renamed = {path[-1]: name for path, name in names.items() if name and name != path[-1]}
    texts = tuple(_input_text(document, names, values, renamed) for document in inputs)
    followed = [row for row in kept if row.path in names]
    held = {path: name or (path[-1] if path in elsewhere else "") for path, name in names.items()}
    text, told = _fields_text(fields, followed, held)
    changed = [(path, name) for path, name in names.items() if name != path[-1] or path in told]
    following = tuple(_followed_text(document, names) for document in others)
    return Corrected(texts, following, text, tuple(changed), tuple(problems))


def _followed_text(document: Document, names: Mapping[Path, str]) -> str:
    """Another year's file, the figures that it has renamed as well."""
    own = {path: names[path] for path, _ in _entries(document) if names.get(path, path[-1]) not in ("", path[-1])}
    return _input_text(document, own, {}, {path[-1]: name for path, name in own.items()})


def _entries(document: Document) -> Iterator[tuple[Path, Entry]]:
    """Every figure of a file: its path, and its line."""
    top = document.mapping.get(FIGURES) if document.mapping else None
    if isinstance(top, MappingNode):
        yield from _leaves(top, ())


def _leaves(node: MappingNode, above: Path) -> Iterator[tuple[Path, Entry]]:
    for entry in node:
        here = (*above, entry.key.text)
        if isinstance(entry.value, MappingNode) and entry.value.get(VALUE) is None:
            yield from _leaves(entry.value, here)
        else:
            yield here, entry


def _as_renamed(row: Correction, own: set[Path], figures: Mapping[Path, tuple[int, Entry]]) -> Correction:
    """A row whose figure has the new name already: a table of which some rows were refused is mended and given again, whole, and
    what it says of unit and department is to be followed still."""
    now = (*row.path[:-1], row.name)
    return replace(row, path=now) if row.path not in figures and now in figures and now not in own else row


def _is_found(row: Correction, figures: Mapping[Path, tuple[int, Entry]], problems: list[Problem]) -> bool:
    if row.path in figures:
        return True
    message = say("输入文件里没有“{figure}”，没有照用", figure=row.path[-1])
    problems.append(Problem(D22, message, Grade.WARNING, row.place, say("上一次已经照用的，不用管；录入以后改过名的，在输入文件和字典里自己改")))
    return False


def _names(
    rows: Sequence[Correction], figures: Mapping[Path, tuple[int, Entry]], elsewhere: set[Path], problems: list[Problem]
) -> dict[Path, str]:
    """The name of each figure from now on; empty where it goes back into its sentences.  ``elsewhere`` are the figures of the other
    years."""
    going = {row.path for row in rows if row.name != row.path[-1]}
    taken = {path[-1]: path for path in (*elsewhere, *figures) if path not in going}
    made: dict[Path, str] = {}
    for row in rows:
        fault = None
        if row.name and (not _NAME.fullmatch(row.name) or row.name in _RESERVED):
            fault = say("名称“{name}”不能用", name=row.name)
            hint = say("只用汉字、字母、数字，以汉字或字母开头，最多三十个字")
        elif row.name and taken.get(row.name, row.path) != row.path:
            fault = say("名称“{name}”已经是另一个数的了", name=row.name)
            hint = say("两个数各用一个名称；确是一个数，把其中一个写“不用”，再在句子里用【{name}】", name=row.name)
        if fault is not None:
            problems.append(Problem(D21, fault, place=row.place, hint=hint))
            taken.setdefault(row.path[-1], row.path)
            continue
        if row.name:
            taken[row.name] = row.path
        made[row.path] = row.name
    return made


def _value(entry: Entry) -> str:
    value = entry.value.get(VALUE) if isinstance(entry.value, MappingNode) else entry.value
    return value.text if isinstance(value, Scalar) else ""


def _input_text(
    document: Document, names: Mapping[Path, str], values: Mapping[str, str], renamed: Mapping[str, str]
) -> str:
    """One file: keys renamed or their lines taken out, references following."""
    edits: list[TextEdit] = []
    gone = {path for path, name in names.items() if not name}
    top = document.mapping.get(FIGURES) if document.mapping else None
    for path, entry in _entries(document):
        if path in names and path not in gone and names[path] != path[-1]:
            edits.append(set_scalar(entry.key, names[path]))
    if document.mapping is not None and isinstance(top, MappingNode):
        edits += _removals(document, top, (), gone)
    end = next((entry.key.start for entry in document.mapping or () if entry.key.text == FIGURES), len(document.text))
    stretches = [(0, end), (real_end(top) if top is not None else len(document.text), len(document.text))]
    for first, last in stretches:
        for found in _REFERENCE.finditer(document.text, first, last):
            text = _followed(found[1], values, renamed)
            if text != found[0]:
                edits.append(TextEdit(found.start(), found.end(), text))
    return splice(document.text, edits)


def _removals(document: Document, node: MappingNode, above: Path, gone: set[Path]) -> Iterator[TextEdit]:
    """The lines of figures that go; a group goes with its last figure."""
    lines = Lines(document.text)
    for entry in node:
        here = (*above, entry.key.text)
        inside = (
            {path for path, _ in _leaves(entry.value, here)}
            if isinstance(entry.value, MappingNode) and entry.value.get(VALUE) is None
            else {here}
        )
        if inside and inside <= gone:
            end = min(len(document.text), lines.end(max(real_end(entry.value), entry.key.end)) + 1)
            yield TextEdit(lines.start(entry.key.start), end, "")
        elif inside & gone and isinstance(entry.value, MappingNode):
            yield from _removals(document, entry.value, here, gone)


def _followed(inner: str, values: Mapping[str, str], renamed: Mapping[str, str]) -> str:
    """A reference after the changes: a plain one to what goes is its digits again, names in any other follow."""
    if inner.strip() in values:
        return values[inner.strip()]
    for old, new in renamed.items():
        if old in inner:
            inner = re.sub(rf"(?<![\w.]){re.escape(old)}(?!\w)", f"\0{new}\0", inner)
    return "".join((OPEN, inner.replace("\0", ""), CLOSE))


def _fields_text(document: Document, rows: Sequence[Correction], names: Mapping[Path, str]) -> tuple[str, set[Path]]:
    """The dictionary, and the paths of which more than the name changed."""
    top = document.mapping.get(_TOP) if document.mapping else None
    edits: list[TextEdit] = []
    told: set[Path] = set()
    gone = {path for path, name in names.items() if not name}
    if not isinstance(top, MappingNode):
        return document.text, told
    for row in rows:
        entry = _field(top, row.path)
        if entry is None or row.path in gone or not isinstance(entry.value, MappingNode):
            continue
        is_renamed = names[row.path] != row.path[-1]
        if is_renamed:
            edits.append(set_scalar(entry.key, names[row.path]))
        wanted = [(UNIT, row.unit), (DEPARTMENT, row.department)]
        wanted += [(_WORDING, row.path[-1])] if is_renamed and entry.value.get(_WORDING) is None else []
        added = []
        for key, words in wanted:
            held = entry.value.get(key)
            if isinstance(held, Scalar) and held.text != words and words:
                edits.append(set_scalar(held, words))
                told.add(row.path)
            elif held is None and words:
                added.append(f"{key}: {flow_text(words)}")
                told.add(row.path)
        if added:
            first, *rest = added
            key, _, piece = first.partition(": ")
            edits.append(add_entry(entry.value, [key], ", ".join((piece, *rest))))
    edits += _field_removals(document, top, (), gone)
    edits += _links(document, top, {path: name for path, name in names.items() if name and name != path[-1]}, gone)
    return splice(document.text, edits), told


def _links(document: Document, top: MappingNode, renamed: Mapping[Path, str], gone: set[Path]) -> Iterator[TextEdit]:
    """Where fields and relations name a field that has another name now: the level of a rate (指标), the list of a count (名单), 关系."""
    fields = dict(_fields(top, ()))
    alone = Counter(path[-1] for path in fields)
    leaves = {path[-1]: name for path, name in renamed.items() if alone[path[-1]] == 1}
    for path, entry in fields.items():
        for key in _LINKS if path not in gone else ():
            held = entry.value.get(key) if isinstance(entry.value, MappingNode) else None
            if not isinstance(held, Scalar):
                continue
            beside = (*path[:-1], held.text)
            name = renamed.get(beside, "") if beside in fields else leaves.get(held.text, "")
            if name:
                yield set_scalar(held, name)
    relations = document.mapping.get(_RELATIONS) if document.mapping is not None else None
    listed: Sequence[Node] = relations.items if isinstance(relations, SequenceNode) else ()
    for item in listed:
        said = item.get(_RELATIONS) if isinstance(item, MappingNode) else item
        if isinstance(said, Scalar):
            text = said.text
            for old, name in leaves.items():
                text = re.sub(rf"(?<!\w){re.escape(old)}(?!\w)", name, text)
            if text != said.text:
                yield set_scalar(said, text)


def _fields(node: MappingNode, above: Path) -> Iterator[tuple[Path, Entry]]:
    """Every field of a dictionary, by its path: what stands in a group and is said in brackets or lines of its own."""
    for entry in node:
        here = (*above, entry.key.text)
        if isinstance(entry.value, MappingNode):
            if any(isinstance(each.value, MappingNode) for each in entry.value):
                yield from _fields(entry.value, here)
            else:
                yield here, entry


def _field(node: MappingNode, path: Path) -> Entry | None:
    found = next((entry for entry in node if entry.key.text == path[0]), None)
    if found is None or len(path) == 1:
        return found
    return _field(found.value, path[1:]) if isinstance(found.value, MappingNode) else None


def _field_removals(document: Document, node: MappingNode, above: Path, gone: set[Path]) -> Iterator[TextEdit]:
    """The lines of fields that go, unless a group would be left empty, which stays with them."""
    lines = Lines(document.text)
    for entry in node:
        here = (*above, entry.key.text)
        if here in gone and len(node.entries) > sum((*above, each.key.text) in gone for each in node):
            end = min(len(document.text), lines.end(max(real_end(entry.value), entry.key.end)) + 1)
            yield TextEdit(lines.start(entry.key.start), end, "")
        elif isinstance(entry.value, MappingNode) and any(
            path[: len(here)] == here and len(path) > len(here) for path in gone
        ):
            yield from _field_removals(document, entry.value, here, gone)
