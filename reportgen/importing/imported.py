"""Old reports, a template and the dictionary that there is → each report's year: its input, the dictionary, what is understood of
each paragraph and figure, and the proof.

Knows no folder: bytes come in, texts go out.  The newest report is the one whose names hold; an older one takes its names where
the same words lead to a figure of the same unit.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportgen.draft import Kit
from reportgen.dry_run import copied
from reportgen.importing.dictionary_text import dictionary_text, extended_text
from reportgen.importing.figures import OTHER_WRITING, ReportFigure, figures_of
from reportgen.importing.names import Namer, OlderKey, older_key
from reportgen.importing.proof import PrintProof, compared
from reportgen.importing.proposals import RecurringName, recurring_names
from reportgen.importing.sections import ImportedOutline, ImportedSection, Piece, outline_of
from reportgen.importing.source import D02, D03, SourceParagraph, SourceReport, read_source
from reportgen.importing.traps import SPACED
from reportgen.importing.two_years import worked_out
from reportgen.importing.year_text import YearDraft, year_text
from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, ReportError
from reportgen.regex import regex
from reportgen.report.dictionary import Dictionary, Path
from reportgen.storage.given import Given
from reportgen.yamltext import Document, read_bytes

D05 = Code("D05", "看不出原稿是哪一年的", "标题里没有年份", "加 --年度 2024")
D08 = Code("D08", "有数写成全角或带千分位，没有提到“数据”里（提醒）", "产值１２亿元，收入1,234万元", "在原稿里改成半角、不带逗号，再录入")
D06 = Code("D06", "原稿没有标题，暂写了一个（提醒）", "第一行就是“各位代表：”", "在输入文件里改“标题”")

_EXAMPLES = 3
_DIGITS_BEFORE = regex(r"(?<!\d)\d{1,3}(?:[ \u00a0\u2009]\d{3})*[ \u00a0\u2009]$")
_TITLE_YEAR = regex(r"(?<!\d)((?:19|20)\d\d)(?=\s*年|年度)")
_HAN_YEAR = regex(r"([一二][九〇零○][〇零○一二三四五六七八九]{2})(?=年)")
_WIDE = {0xFF10 + n: str(n) for n in range(10)}
_HAN_DIGITS = {char: str(number) for number, char in enumerate("〇一二三四五六七八九")} | {"零": "0", "○": "0"}
_GROUP = regex(r"[^\u4e00-\u9fff]")
_DATED = regex(r"(?<!\d)(?:19|20)\d\d年度?")
_LONGEST_GROUP = 10
_FRONT = "开头"
_KINDS = (
    "工作报告",
    "汇报材料",
    "工作总结",
    "总结",
    "工作要点",
    "要点",
    "述职报告",
    "报告",
    "汇报",
    "计划",
    "方案",
    "讲话",
)
_GENERAL = "汇报材料"


@dataclass(frozen=True, slots=True)
class ImportedYear:
    """One old report as a year: what was read, its tree, the figures of each block, the input's text, and the proof."""

    year: int
    source: SourceReport
    outline: ImportedOutline
    title: str
    kind: str
    figures: tuple[ReportFigure, ...]
    text: str
    proof: PrintProof
    package: bytes
    problems: tuple[Problem, ...]

    @property
    def given(self) -> Given:
        """The input as a file."""
        return Given(f"{self.year}.yaml", self.text.encode(), year=self.year)

    @property
    def names(self) -> tuple[RecurringName, ...]:
        """Names that may become 单位 or 名单; nothing of the text is changed for them."""
        return recurring_names(self.source, self.outline)

    @property
    def data(self) -> tuple[ReportFigure, ...]:
        """The figures that became data."""
        return tuple(figure for figure in self.figures if figure.is_data)

    @property
    def typed(self) -> tuple[ReportFigure, ...]:
        """Numbers that stay typed in their sentences."""
        return tuple(figure for figure in self.figures if not figure.is_data)

    def as_data(self) -> Mapping[str, Any]:
        """Each paragraph and each figure, as data; no text of a sentence but its paragraph's."""
        numbers = {id(block): number for number, block in enumerate(self.source.blocks, 1)}
        return {
            "year": self.year,
            "kind": self.kind,
            "title": self.title,
            "paragraphs": [
                {
                    "number": numbers[id(each)],
                    "text": each.words,
                    "role": each.kind,
                    "level": each.level,
                    "mark": each.number,
                }
                for each in self.source.paragraphs
            ],
            "figures": [_figure_data(figure) for figure in self.figures],
            "names": [{"kind": each.kind, "words": list(each.words), "count": each.count} for each in self.names],
            "equal": self.proof.is_equal,
            "compared": self.proof.compared,
        }


def _figure_data(figure: ReportFigure) -> Mapping[str, Any]:
    return {
        "paragraph": figure.block + 1,
        "start": figure.start,
        "length": figure.end - figure.start,
        "digits": figure.digits,
        "unit": figure.unit,
        "kind": figure.kind,
        "approximate": figure.approximate,
        "name": figure.name if figure.is_data else "",
        "path": list(figure.path) if figure.is_data else [],
        "department": figure.department,
        "certainty": figure.certainty if figure.is_data else "",
        "data": figure.is_data,
        "reason": figure.reason,
        "reference": figure.reference,
    }


@dataclass(frozen=True, slots=True)
class ImportedReports:
    """All that was made: the years, the newest first, and the dictionary's text; ``kept`` where there was one before."""

    years: tuple[ImportedYear, ...]
    fields: str
    kept: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(problem for year in self.years for problem in year.problems)

    @property
    def is_equal(self) -> bool:
        return all(year.proof.is_equal for year in self.years)


@dataclass(slots=True, eq=False)
class _Task:
    """One report while the years are being made: what was read, its tree, its year, its figures, what there is to say."""

    source: SourceReport
    outline: ImportedOutline
    year: int
    figures: tuple[ReportFigure, ...] = ()
    told: tuple[Problem, ...] = ()


def import_reports(
    sources: Sequence[Given], template: bytes, fields: Given | None, wished: int = 0
) -> ImportedReports:
    """The years, the newest first; ``fields`` is the office's own dictionary, ``wished`` the year of the only report.  Raises
    ``ReportError`` where a file cannot be read, or is of no year that can be told."""
    read = [read_source(source) for source in sources]
    outlines = [outline_of(each) for each in read]
    years = _years(read, outlines, wished)
    tasks = sorted(map(_Task, read, outlines, years), key=lambda task: -task.year)
    document = read_bytes(fields.content, fields.name)[0] if fields is not None else None
    dictionary = Dictionary.read(document)[0] if document is not None else Dictionary({})
    _name_all(tasks, dictionary)
    text = _dictionary(tasks, dictionary, document)
    kit = Kit.open(template, Given("fields.yaml", text.encode()))
    made: dict[int, ImportedYear] = {}
    for task in reversed(tasks):
        made[task.year] = _year(task, kit, made.get(task.year - 1))
    return ImportedReports(tuple(made[task.year] for task in tasks), text, document is not None)


def _name_all(tasks: Sequence[_Task], dictionary: Dictionary) -> None:
    """Names for the figures of all, the newest report first; then growth of two years that follow one another."""
    older: dict[OlderKey, Path] = {}
    for task in tasks:
        task.figures = _named(task.source, task.outline, Namer(dictionary, dict(older)))
        older |= {older_key(figure): figure.path for figure in task.figures if figure.is_data and figure.subject}
    before = {task.year: task.figures for task in tasks}
    for task in tasks:
        task.figures, task.told = worked_out(task.source, task.year, task.figures, before.get(task.year - 1, ()))


def _dictionary(tasks: Sequence[_Task], dictionary: Dictionary, document: Document | None) -> str:
    """The dictionary's text with what is new in it; a figure that two years have is asked for every year."""
    said = Counter(path for task in tasks for path in {figure.path for figure in task.figures if figure.is_data})
    twice = frozenset(path for path, count in said.items() if count > 1)
    stored = [figure for task in tasks for figure in task.figures if figure.is_stored]
    fresh = [figure for figure in stored if figure.path not in dictionary.fields]
    return dictionary_text(tasks[0].source.name, fresh, twice) if document is None else extended_text(document, fresh, twice)


def _years(read: Sequence[SourceReport], outlines: Sequence[ImportedOutline], wished: int) -> list[int]:
    """The year of each report; raises ``ReportError`` (D05) where one cannot be told, or two are of one."""
    years = [_year_of(source, outline) for source, outline in zip(read, outlines, strict=True)]
    if wished and len(years) == 1:
        years = [wished]
    unknown = [source.name for source, year in zip(read, years, strict=True) if not year]
    if unknown:
        hint = say("加 --年度，写明是哪一年的，例如 --年度 2024；几份一起录入时，一份一份来")
        raise ReportError([Problem(D05, say("看不出“{file}”是哪一年的", file=name), hint=hint) for name in unknown])
    same = [year for year, count in Counter(years).items() if count > 1]
    if same:
        hint = say("一年只录一份；确是两年的，一份一份录入，各加 --年度")
        raise ReportError([Problem(D05, say("有两份都像是 {year} 年的", year=year), hint=hint) for year in same])
    return years


def _year_of(source: SourceReport, outline: ImportedOutline) -> int:
    """By the title, else by what stands under it, the first headings, the file's name, the text."""
    headings = " ".join(each.words for each in source.paragraphs if each.is_heading)
    front = " ".join((outline.subtitle, *outline.lines, outline.date))
    said = " ".join(each.words[:200] for each in source.paragraphs)
    for words in (outline.title, front, headings, source.name, said):
        plain = words.translate(_WIDE)
        years = [int(found) for found in _TITLE_YEAR.findall(plain)]
        years += [int("".join(_HAN_DIGITS[char] for char in found)) for found in _HAN_YEAR.findall(plain)]
        if words is said and years:
            return Counter(years).most_common(1)[0][0]
        if words is source.name and not years:
            years = [int(found) for found in re.findall(r"(?<!\d)((?:19|20)\d\d)(?!\d)", plain)]
        if years:
            return max(years) if words is headings else years[0]
    return 0


def _named(source: SourceReport, outline: ImportedOutline, namer: Namer) -> tuple[ReportFigure, ...]:
    """The figures of all paragraphs of running text, with their names."""
    groups = dict(_groups(outline))
    made: list[ReportFigure] = []
    for number, block in enumerate(source.blocks):
        if isinstance(block, SourceParagraph) and number in groups:
            found: list[ReportFigure] = list(figures_of(block.words, number))
            lead = block.lead if block.is_heading else 0
            found = [
                replace(figure, reason=figure.reason or "在标题里") if figure.end <= lead else figure
                for figure in found
            ]
            made += namer.paragraph(block.words, found, groups[number])
    return tuple(made)


def _groups(outline: ImportedOutline) -> Iterator[tuple[int, str]]:
    """Which group of the data the figures of a block are put under: a short form of its part's heading."""
    taken: dict[str, int] = {}
    yield from ((piece.block, _FRONT) for piece in outline.opening)
    name = _FRONT
    for number, section in enumerate(outline.sections, 1):
        name = _group_name(section.heading, number, taken)
        yield from ((piece.block, name) for piece in _pieces(section))
    yield from ((piece.block, name) for piece in outline.ending)
    for number, annex in enumerate(outline.annexes, 1):
        name = _group_name(annex.name, number, taken)
        pieces = (*annex.blocks, *(piece for section in annex.sections for piece in _pieces(section)))
        yield from ((piece.block, name) for piece in pieces)


def _pieces(section: ImportedSection) -> Iterator[Piece]:
    yield from section.blocks
    for below in section.below:
        yield from _pieces(below)


def _group_name(heading: str, number: int, taken: dict[str, int]) -> str:
    """A name of its own for a group; ``taken`` has those that there are, and how often each was asked for."""
    heading = _DATED.sub("", heading)
    plain = _GROUP.sub("", re.split(r"[，、；：]", heading)[-1] if len(heading) > _LONGEST_GROUP else heading)
    plain = re.sub(r"^(?:年|第[一二三四五六七八九十]+部分)", "", plain)[:_LONGEST_GROUP] or f"第{number}部分"
    again = taken.get(plain, 0) + 1
    name = plain if again == 1 else f"{plain}{again}"
    while name in taken:
        again += 1
        name = f"{plain}{again}"
    taken |= {name: taken.get(name, 1), plain: again}
    return name


def _year(task: _Task, kit: Kit, before: ImportedYear | None) -> ImportedYear:
    """A report's year; where growth that was worked out would print otherwise, it stays as it was stated."""
    source, outline = task.source, task.outline
    if not outline.sections:
        raise ReportError([Problem(D02, say("“{file}”里只有标题，没有正文", file=source.name), hint=say("核对是不是拿错了文件"))])
    bare = "".join(outline.title.split())
    kind = next((each for each in _KINDS if each in bare), _GENERAL)
    title = outline.title or f"{task.year}年{kind}"
    said = [*source.problems, *task.told, *_other_writing(task)]
    if not outline.title:
        message = say("原稿没有标题，暂写“{title}”", title=title)
        said.append(Problem(D06, message, Grade.WARNING, hint=say("在输入文件里改“标题”")))
    text = _text(task, title)
    proof, package, problems = _proved(task, text, kit, before)
    if outline.annexes and not proof.is_equal:
        outline = task.outline = outline_of(source, annexed=False)
        text = _text(task, title)
        proof, package, problems = _proved(task, text, kit, before)
        said.append(Problem(D03, say("原稿的附件录成了一段一段，没有另起一页"), Grade.WARNING,
                            hint=say("要另起一页的，在输入文件里写成“附件: - 名称: ……”；附件说明会自动写")))  # fmt: skip
    return ImportedYear(task.year, source, outline, title, kind, task.figures, text, proof, package, (*said, *problems))


def _other_writing(task: _Task) -> Iterator[Problem]:
    """The figures that would print otherwise than they stand, and so stay typed: told once, with the first of them."""
    found = [figure for figure in task.figures if figure.reason in (OTHER_WRITING, SPACED) and figure.unit]
    if not found:
        return
    first = task.source.blocks[found[0].block]
    shown = tuple(dict.fromkeys(_as_written(task, figure) for figure in found))
    more = say("等") if len(shown) > _EXAMPLES else ""
    message = say("有 {count} 个数写成全角或带千分位，照原样留在句子里：{figures}{more}", count=len(found), figures=shown[:_EXAMPLES], more=more)
    place = first.place if isinstance(first, SourceParagraph) else None
    hint = say("要提到“数据”里的，在原稿里改成半角、不带逗号和空格，再录入")
    yield Problem(D08, message, Grade.WARNING, place, hint)


def _as_written(task: _Task, figure: ReportFigure) -> str:
    """The figure with its unit and the groups of digits before it."""
    block = task.source.blocks[figure.block]
    assert isinstance(block, SourceParagraph)
    groups = _DIGITS_BEFORE.search(block.words[: figure.start])
    return block.words[groups.start() if groups else figure.start : figure.unit_end]


def _text(task: _Task, title: str) -> str:
    data: dict[int, list[ReportFigure]] = {}
    for figure in task.figures:
        if figure.is_data:
            data.setdefault(figure.block, []).append(figure)
    return year_text(YearDraft(task.year, task.source.name, title, task.outline, task.source.blocks, data))


def _proved(
    task: _Task, text: str, kit: Kit, before: ImportedYear | None
) -> tuple[PrintProof, bytes, tuple[Problem, ...]]:
    """Generates the year, and holds it against what was read."""
    given = Given(f"{task.year}.yaml", text.encode(), year=task.year)
    last = kit.read([before.given]) if before is not None else None
    package, faults = copied(kit, kit.read([given], last))
    if not package:
        return PrintProof(0, ()), b"", faults
    printed = read_source(Given(f"{task.year}.docx", package))
    proof = compared(task.source, task.outline, printed)
    return proof, package, tuple(proof.problems())
