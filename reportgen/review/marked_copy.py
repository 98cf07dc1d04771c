"""A draft → the marked copy: figures coloured by state with remarks as comments, findings at their places, three tables at the end.

Knows no file.  The text is the final copy's, character for character, since the marks are only put around it: colours on runs,
comments beside it, tables behind it.  The colours are shading (``w:shd``, ECMA-376 Part 1 §17.3.2.32) and not highlighting,
because highlighting has only the fifteen colours of a pen, in which nobody wants to read a whole page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from reportgen.annotate import Author, Note, NoteRange, annotated
from reportgen.draft import Draft
from reportgen.message import Message, joined, say
from reportgen.ooxml.names import A, W
from reportgen.ooxml.package import OWN, Package
from reportgen.ooxml.properties import empty_properties, set_property
from reportgen.ooxml.text_spans import isolate
from reportgen.ooxml.xml_tree import parse_xml, serialise_xml
from reportgen.problem import Grade, Problem, TextPlace
from reportgen.report.checks import CLAIM_CODE, REPEATED_CODES, Subject
from reportgen.report.checks.reuse import Carried, carried
from reportgen.report.checks.subject import Passage
from reportgen.report.data import Datum
from reportgen.review.places import Places, Printing
from reportgen.review.remarks import STATES, last_year, movement, remark, source, state, value
from reportgen.review.tables import ReviewTable, append_tables
from reportgen.text import diff

_UNCHANGED, _ONLY_FIGURES, _CLAIM = "DDEBF7", "E4DFEC", "FCE4D6"
_EXPLAINED = (
    "本稿供核对用，不是正式文稿。数字底色：绿＝已核对，黄＝未核对，橙＝有出入，红＝待补，灰＝脱敏。",
    "句子底色：蓝＝与上年一字不差，紫＝与上年只差数字，浅橙＝有待补依据的名次或结论。批注写明每个数的来源、上年数和比上年。",
)


@dataclass(frozen=True, slots=True)
class Before:
    """The copy that was given out before: what it is called, and its paragraphs."""

    name: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """The marked copy, and how many figures, sentences and findings are marked in it."""

    package: bytes
    figures: int
    sentences: int
    findings: int


def marked_copy(draft: Draft, author: Author, date: datetime, before: Before | None = None) -> Marked:
    """The marked copy of a draft; ``date`` is that of the comments, so equal input gives equal bytes."""
    package = Package.open(draft.package, OWN)
    root = parse_xml(package.read(package.main), package.main)
    paragraphs = list(root.iter(W + "p", A + "p"))
    report = draft.report
    places = Places.of(report, draft.trace.paragraphs, package.main)
    repeated = carried(Subject.of(report))
    figures = [each for each in places.printings if _is_figure(each.datum)]
    sentences = list(_sentence_notes(repeated, places))
    findings = [problem for problem in draft.problems if problem.code not in REPEATED_CODES]
    shade(paragraphs, [(note.anchor, colour) for note, colour in sentences if isinstance(note.anchor, NoteRange)])
    shade(paragraphs, _claims(findings, places))
    shade(paragraphs, [(each.stretch, STATES[state(each.datum)]) for each in figures])
    first = {name: each for name, each in places.first().items() if _is_figure(each.datum)}
    append_tables(root, (_figure_table(draft, first), _open_table(draft), _change_table(draft, before, package.main)))
    notes = [Note(NoteRange(package.main, 0), "\n".join(_EXPLAINED))]
    notes += [Note(each.stretch, remark(each.datum)) for each in first.values()]
    notes += [note for note, _ in sentences]
    placed = [(problem, places.stretch(problem.place)) for problem in findings]
    notes += [Note(stretch, _sentence(problem)) for problem, stretch in placed if stretch is not None]
    marked = package.revised({package.main: serialise_xml(root)})
    data = annotated(marked, sorted(notes, key=_by_place), author, date)
    return Marked(data, len(first), len(sentences), sum(stretch is not None for _, stretch in placed))


def _is_figure(datum: Datum) -> bool:
    return datum.field.kind not in ("名称", "名单", "年份")


def _by_place(note: Note) -> tuple[int, int]:
    anchor = note.anchor
    return (anchor.paragraph, anchor.start) if isinstance(anchor, NoteRange) else (-1, 0)


def _sentence(problem: Problem) -> Message:
    lines = [say("{grade}：{sentence}", grade=problem.grade.value, sentence=problem.message)]
    if problem.hint:
        lines.append(say("怎么办：{hint}", hint=problem.hint))
    return say("{lines}", lines=joined((*lines, say("编号 {code}", code=problem.code)), "\n"))


def _sentence_notes(carried: Carried, places: Places) -> Iterator[tuple[Note, str]]:
    """Sentences carried over from last year, whether confirmed or not, with their colours."""
    for pairs, likeness, colour in (
        (carried.unchanged, "与上年一字不差", _UNCHANGED), (carried.figures, "与上年只差数字", _ONLY_FIGURES),
    ):  # fmt: skip
        for this, last in pairs:
            stretch = places.sentences.get(this.sentence.address)
            if stretch is not None:
                yield Note(stretch, _carried_words(this, last, likeness)), colour


def _carried_words(this: Passage, last: Passage, likeness: str) -> str:
    done = this.noted("沿用")
    confirmed = f"沿用：{done}" if done else "沿用：还没有确认"
    return f"{likeness}（{last.place()}）\n上年：{last.said}\n{confirmed}"


def _claims(findings: Sequence[Problem], places: Places) -> Iterator[tuple[NoteRange, str]]:
    for problem in findings:
        stretch = places.stretch(problem.place) if problem.code == CLAIM_CODE else None
        if stretch is not None:
            yield stretch, _CLAIM


def _figure_table(draft: Draft, first: dict[str, Printing]) -> ReviewTable:
    """Every figure once: those of the text in its order, then those that are printed nowhere."""
    printed = [(each.datum, f"第{each.stretch.paragraph + 1}段") for each in first.values()]
    rest = [(datum, "没有用到") for datum in draft.report.figures if datum.name not in first]
    rows = tuple(
        (str(number), datum.label, value(datum), last_year(datum), movement(datum), where, source(datum),
         datum.field.department, state(datum))
        for number, (datum, where) in enumerate((*printed, *rest), 1)
    )  # fmt: skip
    return ReviewTable(
        "附表一　数据核对表", ("序号", "指标", "本年", "上年", "比上年", "出处", "来源", "科室", "状态"),
        (5, 16, 11, 12, 12, 10, 13, 12, 9), rows, "没有数据。", frozenset((2, 3)), tuple(STATES[row[8]] for row in rows),
    )  # fmt: skip


def _open_table(draft: Draft) -> ReviewTable:
    """What somebody has to decide: errors and reminders, gravest first; notes are left to the comments."""
    asked = [problem for problem in draft.problems if problem.grade is not Grade.NOTE]
    rows = tuple(
        (str(number), problem.grade.value, problem.message, _where(problem), problem.department, "")
        for number, problem in enumerate(asked, 1)
    )
    head = ("序号", "级别", "事项", "输入", "科室", "处理意见")
    return ReviewTable("附表二　待确认事项", head, (5, 6, 45, 15, 11, 18), rows, "没有待确认的事项。")


def _where(problem: Problem) -> str:
    place = problem.place
    return (
        f"{place.file} 第{place.line}行" if isinstance(place, TextPlace) else str(place or "")
    )


def _change_table(draft: Draft, before: Before | None, main: str) -> ReviewTable:
    """What is different from the copy given out before, sentence by sentence."""
    now = [paragraph.text for paragraph in draft.trace.paragraphs if paragraph.part == main and paragraph.text]
    rows = tuple(_changes(before.paragraphs, now)) if before is not None else ()
    none = "与上一稿没有差别。" if before is not None else "这是第一稿，没有上一稿可比。"
    title = (
        f"附表三　与上一稿（{before.name}）的差别"
        if before is not None
        else "附表三　与上一稿的差别"
    )
    return ReviewTable(title, ("序号", "改动", "上一稿", "本稿"), (5, 8, 43, 44), rows, none)


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, ...]]:
    for number, (kind, before, after) in enumerate(diff.differences(old, new), 1):
        yield str(number), kind, before, after


def shade(paragraphs: Sequence[etree._Element], stretches: Iterable[tuple[NoteRange, str]]) -> None:
    """Colours each stretch; where two overlap the later one shows."""
    for stretch, colour in stretches:
        for run in isolate(paragraphs[stretch.paragraph], stretch.start, stretch.end):
            properties = run.find(W + "rPr")
            if properties is None:
                properties = empty_properties()
                run.insert(0, properties)
            set_property(properties, "shd", {"val": "clear", "color": "auto", "fill": colour})
