"""The ``数据`` of a year's file and what was read from it → edits that take each value out and leave it beside as a comment.

Knows no prose.  What belongs to the indicator stays (口径, 单位, 科室); what vouches for the old value goes (来源, 截至, 依据,
状态, 填报人, 备注, 名次, 目标, 沿用), the source into the comment; the revised base of the old year is not carried, because the
new year's base is the old year's own figure.  A list written as lines becomes comment lines.  What an earlier new year
wrote beside a value is replaced, not added to: next year 上年 means another year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.data import ABSENT, DERIVED, FILLED, GAP, Datum
from reportgen.report.dictionary import Path
from reportgen.report.model.grammar import CALIBRE, DEPARTMENT, FIGURES, SOURCE, UNIT, VALUE
from reportgen.yamltext import (
    Document,
    Entry,
    Lines,
    MappingNode,
    Scalar,
    SequenceNode,
    TextEdit,
    is_flow,
    line_end,
    real_end,
)

KEPT = (CALIBRE, UNIT, DEPARTMENT)
"""Notes that say what the indicator is and hold for the new year too."""
SAMPLE = "示例"
"""What is written beside a value that comes from a sample, in place of the year it is of."""
_VALUE = (VALUE, "本年")
_GAP = "    "
_OURS = regex(r" {4}# (?:上年|示例|\d{4}年)[ ：][^\r\n]*?(?= +#|\r?$)", re.M)
_OUR_LINE = regex(r"^ *# (?:上年|示例|\d{4}年) (?:- |[^\s:#]+:(?: |$)).*\n", re.M)


@dataclass(frozen=True, slots=True)
class _Remark:
    """What is said of an old value, and at which character of the file."""

    at: int
    label: str
    words: str


def empty_data(document: Document, data: Mapping[Path, Datum], since: str) -> Iterator[TextEdit]:
    """The edits for every datum of the file; ``since`` is what the old year is called in the comments."""
    node = document.mapping.get(FIGURES) if document.mapping else None
    if not isinstance(node, MappingNode):
        return
    lines = Lines(document.text, document.root)
    remarks: dict[int, list[_Remark]] = {}
    for entry, datum, flow in _leaves(node, (), data, is_flow(node)):
        yield from _emptied(entry, lines, since, flow)
        words = said(datum)
        if isinstance(entry.value, Scalar) and "\n" in entry.value.raw:
            yield _folded(entry, f"{_GAP}# {since} {words}", lines.text)
        elif not (isinstance(entry.value, SequenceNode) and not is_flow(entry.value)):
            remark = _Remark(_speaking(entry), datum.label, words)
            remarks.setdefault(lines.content_end(remark.at), []).append(remark)
    for place, said_here in remarks.items():
        yield remark_at(place, lines.text, f"{since}{_joined(said_here)}")
    yield from (TextEdit(found.start(), found.end(), "") for found in _OUR_LINE.finditer(lines.text, node.start))


def remark_at(place: int, text: str, words: str) -> TextEdit:
    """A comment at the end of a line's content, in place of one that an earlier new year wrote there."""
    old = _OURS.match(text, place)
    return TextEdit(place, old.end() if old else place, f"{_GAP}# {words}")


def said(datum: Datum) -> str:
    """An old value with its unit, as a comment tells it."""
    unit = datum.field.unit
    value = {GAP: "未填", ABSENT: "无"}.get(datum.state, datum.text)
    if datum.state in (FILLED, DERIVED) and not datum.is_list and unit and not value.endswith(unit):
        value += f"个{unit}" if unit == "百分点" else unit
    if datum.state == DERIVED:
        value += "（算出）"
    source = datum.notes.get(SOURCE)
    return _plain(f"{value}（来源：{source}）" if source else value)


def _plain(text: str) -> str:
    """On one line, of visible characters: a comment ends with its line."""
    return "".join(char if char.isprintable() else " " for char in text)


def _joined(remarks: list[_Remark]) -> str:
    if len(remarks) == 1:
        return f" {remarks[0].words}"
    return "：" + "、".join(f"{_plain(remark.label)} {remark.words}" for remark in remarks)


def _leaves(
    node: MappingNode, path: Path, data: Mapping[Path, Datum], flow: bool
) -> Iterator[tuple[Entry, Datum, bool]]:
    """Every entry that is a datum, and whether it stands in brackets."""
    for entry in node:
        here = (*path, entry.key.text)
        if here in data:
            yield entry, data[here], flow
        elif isinstance(entry.value, MappingNode):
            yield from _leaves(entry.value, here, data, flow or is_flow(entry.value))


def _speaking(entry: Entry) -> int:
    """The character beside which the comment stands: the value itself, or a noted value among its notes."""
    value = entry.value
    if isinstance(value, MappingNode) and not is_flow(value):
        inner = next((each for each in value if each.key.text in _VALUE), value.entries[0])
        return inner.value.start if isinstance(inner.value, Scalar) and inner.value.raw else inner.key.end
    return value.end if is_flow(value) else value.start


def _emptied(entry: Entry, lines: Lines, since: str, flow: bool) -> Iterator[TextEdit]:
    value = entry.value
    if isinstance(value, Scalar):
        if value.raw and "\n" not in value.raw:
            yield _cut(value.start, value.end, lines.text, flow)
    elif isinstance(value, MappingNode):
        yield from _notes_emptied(value, lines, since, flow)
    elif is_flow(value):
        yield _cut(value.start, value.end, lines.text, flow)
    else:
        yield from _as_comments(value.start, real_end(value), lines, since)


def _notes_emptied(node: MappingNode, lines: Lines, since: str, flow: bool) -> Iterator[TextEdit]:
    if is_flow(node):
        kept = [each for each in node if each.key.text in KEPT]
        if not kept:
            yield _cut(node.start, node.end, lines.text, flow)
            return
        notes = ", ".join(lines.text[each.key.start : each.value.end] for each in kept)
        yield TextEdit(node.start, node.end, f"{{值: , {notes}}}")
        return
    for each in node:
        if each.key.text in _VALUE:
            yield from _emptied(each, lines, since, flow)
        elif each.key.text not in KEPT:
            yield from _as_comments(each.key.start, max(real_end(each.value), each.key.end), lines, since)


def _as_comments(start: int, end: int, lines: Lines, since: str) -> Iterator[TextEdit]:
    """Whole lines kept as they are, behind a sign; comments among them stay comments."""
    return (TextEdit(at, at, f"# {since} ") for at in lines.starts(start, end) if lines.text[at] != "#")


def _cut(start: int, end: int, text: str, flow: bool) -> TextEdit:
    """Takes a value out, in a block with the blanks before it."""
    while not flow and text[start - 1 : start] == " ":
        start -= 1
    return TextEdit(start, end, "")


def _folded(entry: Entry, remark: str, text: str) -> TextEdit:
    """A value over several lines: the comment takes its place, written as any other, so that the next year knows it again."""
    value = entry.value
    assert isinstance(value, Scalar)
    start = entry.key.end + 1 if text[entry.key.end : value.start].strip(" ") == ":" else value.start
    return TextEdit(start, value.end, (remark if start < value.start else remark.lstrip(" ")) + line_end(value.raw))
