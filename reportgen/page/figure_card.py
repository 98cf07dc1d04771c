"""A figure of a year → everything that is known of it: value, notes, where it is printed, other years, copies, who changed it when.

Knows no server; ``reportgen figure`` and the page show the same card.  Copies are told by the inputs they were made from, which
are kept by digest; changes by the journal, which holds the last twenty; what stands differently between two known moments was
changed by hand.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.draft import Trace, YearInput, read_year
from reportgen.message import Message, say
from reportgen.problem import Problem, ReportError, TextPlace
from reportgen.report.data import GAP, Datum
from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.report.load import Report
from reportgen.report.model.grammar import FIGURES, NAMES, VALUE
from reportgen.report.prose import origin
from reportgen.review.remarks import last_year, movement, source, state
from reportgen.text.suggest import near
from reportgen.workspace.history import copies
from reportgen.workspace.locate import Job, Workspace
from reportgen.yamltext import MappingNode, Node, Scalar, SequenceNode, read_bytes

_AROUND = 14
"""Characters of the text that are shown on either side of a printed figure."""
_VALUES = (VALUE, "本年")
Event = tuple[str, str, str, str]
"""When, by which command (empty for a copy, which only shows what stood there), before, after."""


@dataclass(frozen=True, slots=True)
class FigurePlace:
    """One place in the text: the paragraph's number in its part, from 1, and the words around, the figure between 【 and 】."""

    paragraph: int
    words: str


@dataclass(frozen=True, slots=True)
class CopyValue:
    """What a copy that was given out said."""

    number: int
    kind: str
    time: str
    value: str


@dataclass(frozen=True, slots=True)
class ValueHistory:
    """A change of the value: by which command (a message for a change by hand), when at the latest, from what to what."""

    time: str
    by: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class FigureCard:
    """Everything that is known of a figure."""

    field: Field
    year: int
    value: str
    state: str
    last: str
    growth: str
    source: str
    notes: Mapping[str, str]
    place: TextPlace | None
    printed: tuple[FigurePlace, ...]
    years: tuple[tuple[int, str], ...]
    copies: tuple[CopyValue, ...]
    changes: tuple[ValueHistory, ...]
    problems: tuple[Problem, ...]


def named(report: Report, name: str) -> tuple[tuple[Field, ...], tuple[str, ...]]:
    """The fields that a name means (its leaf, the end of its path, or its label), and, where it means none, what is near it."""
    fields = {**report.dictionary.fields, **{path: datum.field for path, datum in report.data.items()}}
    parts = tuple(name.split("."))
    found = tuple(made for path, made in fields.items() if path[-len(parts) :] == parts)
    found = found or tuple(made for made in fields.values() if made.label == name)
    known = dict.fromkeys([*(path[-1] for path in fields), *(made.label for made in fields.values())])
    within = [each for each in known if name in each]
    return found, () if found else tuple(within[:8]) or tuple(near(name, list(known)))


def card(
    workspace: Workspace, job: Job, year: YearInput, trace: Trace | None, problems: Sequence[Problem], made: Field
) -> FigureCard:
    """The card of a figure of a year that was read."""
    datum = year.report.data.get(made.path)
    place = datum.place if datum is not None else None
    told = [each for each in problems if isinstance(each.place, TextPlace) and place and _line(each.place) == _line(place)]
    given = tuple(_copies(workspace, job, made.path))
    return FigureCard(
        made, job.year, "" if datum is None or datum.state == GAP else datum.text, state(datum) if datum is not None else GAP,
        last_year(datum) if datum is not None else "", movement(datum) if datum is not None else "",
        source(datum) if datum is not None else "", datum.notes if datum is not None else {}, place,
        tuple(_printed(trace, origin(made.path))) if trace is not None else (),
        tuple(_years(workspace, job, year.report.dictionary, made.path)), given,
        tuple(_changes(workspace, job, made.path, given)), tuple(told),
    )  # fmt: skip


def _line(place: TextPlace) -> tuple[str, int]:
    return place.file, place.line


def _printed(trace: Trace, name: str) -> Iterator[FigurePlace]:
    for paragraph in trace.paragraphs:
        for span in paragraph.spans:
            if name in span.printed.origins:
                text, start, end = paragraph.text, span.start, span.end
                yield FigurePlace(paragraph.number + 1, marked_words(text, start, end))


def marked_words(text: str, start: int, end: int) -> str:
    """Some characters of a text between 【 and 】, with those around them."""
    return "".join((text[max(0, start - _AROUND) : start], "【", text[start:end], "】", text[end : end + _AROUND]))


def _years(workspace: Workspace, job: Job, dictionary: Dictionary, path: Path) -> Iterator[tuple[int, str]]:
    """The other years' values, as they stand in their files; a year that cannot be read says nothing."""
    for year in workspace.years(job.unit):
        try:
            inputs = job.inputs if year == job.year else workspace.job(year, job.unit, kind=job.kind).inputs
        except ReportError:
            continue
        datum: Datum | None = read_year(inputs, dictionary).report.data.get(path)
        if datum is not None and datum.text:
            yield year, datum.text


def _copies(workspace: Workspace, job: Job, path: Path) -> Iterator[CopyValue]:
    for copy in copies(workspace, job.year, job.unit, job.kind):
        contents = [content for _, digest in copy.inputs if (content := workspace.kept.source(digest)) is not None]
        value = _value(contents, path)
        if value is not None:
            yield CopyValue(copy.number, copy.kind, copy.time, value)


def _changes(workspace: Workspace, job: Job, path: Path, given: Sequence[CopyValue]) -> Iterator[ValueHistory]:
    """By commands as the journal says; by hand where the value is another than it was left."""
    events = [(_minute(each.time), "", each.value, each.value) for each in given]
    names = {workspace.shown(item.path) for item in job.inputs if item.path}
    for change in workspace.journal.changes():
        for file in change.changes if not change.undone else ():
            before, after = (_value([content] if content else [], path) for content in (file.before, file.after))
            if file.place in names and (before, after) != (None, None):
                events.append((_minute(change.time), change.command, before or "", after or ""))
    now = _value([item.content for item in job.inputs], path) or ""
    known: str | None = None
    for time, by, before, after in (*_in_order(events), ("", "", now, now)):
        if known is not None and before != known:
            yield ValueHistory(time, say("手工"), known, before)
        if by and before != after:
            yield ValueHistory(time, by, before, after)
        known = after


def _in_order(events: Sequence[Event]) -> Iterator[Event]:
    """By time; of those of one minute, which is as fine as the journal is, first the one that goes on where the last one ended."""
    left, known = sorted(events, key=lambda event: event[0]), ""
    while left:
        same = [event for event in left if event[0] == left[0][0]]
        chosen = next((event for event in same if event[2] == known), same[0])
        left.remove(chosen)
        known = chosen[3]
        yield chosen


def _minute(time: str) -> str:
    """Times of copies have a zone and seconds, those of the journal have none; both are of this machine."""
    return time[:16]


def _value(contents: Sequence[bytes], path: Path) -> str | None:
    """What stands in one of some files for a figure; None where it does not stand there."""
    for content in contents:
        node: Node | None = read_bytes(content, "")[0].mapping
        for step in path if path[:1] == (NAMES,) else (FIGURES, *path):
            node = node.get(step) if isinstance(node, MappingNode) else None
        if isinstance(node, MappingNode):
            node = next((found for key in _VALUES if (found := node.get(key)) is not None), None)
        if isinstance(node, SequenceNode):
            return "、".join(item.text for item in node if isinstance(item, Scalar))
        if isinstance(node, Scalar):
            return node.text.strip()
    return None


def card_lines(shown: FigureCard) -> Iterator[Message]:
    """The card for a terminal."""
    made = shown.field
    unit = say("（{unit}）", unit=made.unit) if made.unit else say("")
    yield say("{figure}{unit}　{department}", figure=made.label, unit=unit, department=made.department or say("未定科室"))
    yield say("  {year} 年：{given}　{state}", year=shown.year, given=shown.value or say("待补"), state=shown.state)
    notes = (*shown.notes.items(), *(() if not shown.last else ((say("上年"), shown.last),)), (say("比上年"), shown.growth))
    for name, note in notes:
        if note:
            yield say("  {name}：{note}", name=name, note=note)
    if shown.place is not None:
        yield say("  写在：{place}", place=shown.place.words)
    yield say("  印在 {count} 处", count=len(shown.printed)) if shown.printed else say("  稿子里没有印出来")
    yield from (say("    第 {number} 段：{words}", number=each.paragraph, words=each.words) for each in shown.printed)
    if len(shown.years) > 1:
        yield say("  历年：{years}", years=tuple(say("{year} 年 {given}", year=year, given=given) for year, given in shown.years))
    for copy in shown.copies:
        given = copy.value or say("待补")
        yield say("  第 {number} 稿（{kind}，{time}）：{given}", number=copy.number, kind=copy.kind, time=_clock(copy.time), given=given)
    for change in shown.changes:
        old, new = change.old or say("（空）"), change.new or say("（空）")
        time = _clock(change.time) if change.time else say("上次以后")
        yield say("  改动：{time} {by}：{old} → {new}", time=time, by=change.by, old=old, new=new)
    for problem in shown.problems:
        yield say("  {grade} [{code}] {sentence}", grade=problem.grade.value, code=problem.code, sentence=problem.message)


def _clock(time: str) -> str:
    return time[:16].replace("T", " ")


def card_data(shown: FigureCard) -> dict[str, object]:
    """The card as plain data."""
    made = shown.field
    return {
        "name": ".".join(made.path), "label": made.label, "unit": made.unit, "department": made.department, "year": shown.year,
        "value": shown.value, "state": shown.state, "last": shown.last, "growth": shown.growth, "source": shown.source,
        "notes": dict(shown.notes), "place": shown.place.words if shown.place else None,
        "printed": [{"paragraph": each.paragraph, "words": each.words} for each in shown.printed],
        "years": [{"year": year, "value": value} for year, value in shown.years],
        "copies": [{"number": each.number, "kind": each.kind, "time": each.time, "value": each.value} for each in shown.copies],
        "changes": [{"time": each.time, "by": each.by, "old": each.old, "new": each.new} for each in shown.changes],
        "problems": [problem.as_data() for problem in shown.problems],
    }  # fmt: skip
