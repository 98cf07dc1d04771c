"""A year's input files → the report: its outline with all sentences, its data, last year's report attached.

Knows no Word file and no key by name but those that stand for the whole (the year, the data).  The outline has the depth of the
input; what prints carries its origins (see ``model.address``), and ``places`` says where in the YAML each of them stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from reportgen.memory import Memory
from reportgen.message import Message, joined, said_by, say
from reportgen.problem import Code, Grade, Problem, TextPlace, errors
from reportgen.provenance import Stretch, Text, Traced
from reportgen.report.appendix import appendix
from reportgen.report.blocks import ALL_ANNEXES, EACH, F12, TEXTS, WHOLE, FlatBlocks
from reportgen.report.data import GAP, Datum, read_data, read_data_again
from reportgen.report.dictionary import Dictionary, Field, Path
from reportgen.report.grids import Grids
from reportgen.report.items import heading_problems, item_problems, option_problems
from reportgen.report.model.address import REFERENCE, Address, spelled, without_span
from reportgen.report.model.grammar import (
    ANNEXES,
    CHART,
    DATE,
    FIGURES,
    GRAMMAR,
    LAST_YEAR,
    NAME,
    NAMES,
    NONE,
    OPENING,
    PARTS,
    REMARK,
    SENTENCE,
    SETTINGS,
    TABLE,
    YEAR,
    Content,
    Grammar,
    Key,
    KeyRole,
    SectionKind,
)
from reportgen.report.model.walk import Visit, walk
from reportgen.report.outline import Item, ReportBlock, ReportSection
from reportgen.report.prose import Names, Said, Sentence, origin, print_sentence
from reportgen.report.texts import kind_of, of_one_text, shared_files
from reportgen.storage.given import Given
from reportgen.text.numbers import date_words
from reportgen.value_object import ValueObject
from reportgen.yamltext import Document, Entry, MappingNode, Node, Scalar, SequenceNode

F13 = Code("F13", "日期写得不对", "日期: 2024年13月1日", "日期: 2024年12月1日")
F14 = Code("F14", "没有写标题", "（没有“标题”一行）", "标题: 2024年重点任务完成情况汇报材料")
F16 = Code("F16", "不认识的名称", "题目: 汇报材料", "标题: 汇报材料")
F17 = Code("F17", "同一项在几个文件里都写了", "经济.yaml 和 农业.yaml 都有“标题”", "只留一处")
F18 = Code("F18", "年度写得不对", "年度: 二四", "年度: 2024")
F19 = Code("F19", "版式写得不对", "版式: {话题: 竖排}", "版式: {话题: 分段}")
F21 = Code("F21", "有一部分没有标题", "- 总起: 我们……", "- 标题: ……，下一行 总起: 我们……")
F22 = Code("F22", "这里应当是一个部分或小节", "小节: 下面写“- 话题”", "- 话题: 全面推进产业提升")
F23 = Code("F23", "有一句读不懂", "- 我们: 努力", "- “我们”后面用中文冒号，或整句加英文引号")

F15 = Code("F15", "文件里没有内容", "（空文件）", "从去年的文件复制一份再改")
F20 = Code("F20", "没有“部分”", "（没有“部分”一行）", "部分: 下面一条一条写“- 标题: ……”")
F26 = Code("F26", "只能写一句的地方写了几句", "标题: [甲, 乙]", "标题: 甲")
_NOT_THIS_YEAR = say("“无”")
_QUOTED = 40
"""So many characters of somebody's words are repeated in a hint."""
DROPPED_CODE = F12
"""The code of a sentence left out because a datum is 无: the copy is another for it."""
OUTLINE_CODES = (F15, F20)
"""The codes of an input without an outline."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PrintedReport(ValueObject):
    """What the Word template is given, the problems met in saying it, the sentences left out because a datum is 无, and the
    blocks that could not be filled, or went with their last sentence."""

    context: Mapping[str, Any]
    problems: tuple[Problem, ...]
    dropped: tuple[Sentence, ...]
    unfilled: tuple[Address, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Report(ValueObject):
    """One year's report: its outline, its data, the names that prose may use; ``last`` is the report of the year before, if there
    is one; ``kind`` is what the input says that it is, ``spoken`` the years of which sections
    speak, where they say so; ``unasked`` are data that the text shares with others and does not use, so that
    it can do without them, ``sparing`` whether it asks for no others; ``files`` are the pictures and table files that it names,
    by the names it gives them."""

    year: int
    outline: ReportSection
    settings: Mapping[str, str]
    data: Mapping[Path, Datum]
    dictionary: Dictionary
    names: Names
    grammar: Grammar = GRAMMAR
    last: Report | None = None
    file: str = ""
    kind: str = ""
    spoken: Mapping[Address, int] = field(default_factory=dict)
    unasked: frozenset[Path] = frozenset()
    sparing: bool = False
    files: Mapping[str, Given] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The title as it is printed; as it is written where it cannot be said."""
        sentence = self.outline.first(KeyRole.TITLE)
        if sentence is None:
            return ""
        said = print_sentence(sentence, self.names)
        return sentence.scalar.text if said.text is None or errors(said.problems) else str(said.text)

    @property
    def figures(self) -> tuple[Datum, ...]:
        """The data that are figures: everything but names, lists and years."""
        return tuple(datum for datum in self.data.values() if datum.field.kind not in (NAME, "名单", "年份"))

    @property
    def gaps(self) -> tuple[Datum, ...]:
        """The data still to come, in the order of the file."""
        return tuple(datum for path, datum in self.data.items() if datum.state == GAP and path not in self.unasked)

    @property
    def unlisted(self) -> tuple[Field, ...]:
        """What the dictionary wants every year and the input does not name, in the dictionary's order."""
        asked = (made for path, made in self.dictionary.fields.items() if made.required and path not in self.data)
        return () if self.sparing else tuple(asked)

    @property
    def awaited(self) -> tuple[Field, ...]:
        """All that is still to be reported: what is empty, and what is not even named; forms ask for the same."""
        asked = [*(datum.field for datum in self.gaps), *(made for made in self.unlisted if made.path[0] != NAMES)]
        order = {path: number for number, path in enumerate(self.dictionary.fields)}
        return tuple(sorted(asked, key=lambda made: order.get(made.path, len(order))))

    @property
    def missing(self) -> Mapping[str, int]:
        """How many data are still to come, by department, in the order of the dictionary."""
        counted = Counter(made.department or "未定科室" for made in self.awaited)
        order = (*self.dictionary.departments, *counted)
        return {name: counted[name] for name in dict.fromkeys(order) if counted[name]}

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in the order of the text, headings and leads among them."""
        return self.outline.sentences()

    def speaks_of(self, address: Address) -> int:
        """The year that a sentence speaks of: what the nearest section around it says (所述年度), else the report's own."""
        if not self.spoken:
            return self.year
        return next((self.spoken[each] for each in reversed(address.sections) if each in self.spoken), self.year)

    def say(self, sentence: Sentence) -> Said:
        """A sentence of this report as it prints."""
        return print_sentence(sentence, self.names)

    def said(self, memory: Memory | None = None) -> dict[Address, Said]:
        """All sentences as they print.  It takes its time: who needs it twice keeps it, and who needs it of one state of a year
        after another has a ``memory`` of it."""
        if memory is None:
            return {sentence.address: self.say(sentence) for sentence in self.sentences()}
        from reportgen.report.said_again import Sayings  # here: a command says a report once

        sayings = Sayings(self.names, memory)
        return {sentence.address: sayings.said(sentence) for sentence in self.sentences()}

    def printed(self, said: Mapping[Address, Said] | None = None) -> PrintedReport:
        """What the template is filled with, gaps shown as such; ``said`` are the sentences, where they have been said already."""
        return _Printer(self, self.said() if said is None else said).printed()

    def places(self, names: Sequence[str]) -> dict[str, TextPlace]:
        """For each origin that has one, its place in the YAML."""
        scalars = {str(sentence.address): sentence.scalar for sentence in self.sentences()}
        data = {origin(path): datum.place for path, datum in self.data.items()}
        found: dict[str, TextPlace] = {}
        for name in names:
            if name in data:
                found[name] = data[name]
                continue
            where = without_span(YEAR if name == LAST_YEAR else name)
            if where in scalars:
                span = name[len(where) + 1 :]
                found[name] = scalars[where].place(int(span.partition(":")[0]) if span and name != LAST_YEAR else 0)
        return found


class _Printer:
    """Puts what the sentences of a report say into the shapes that a Word template asks for: values in one another by key, and
    the flat list of blocks."""

    def __init__(self, report: Report, spoken: Mapping[Address, Said]) -> None:
        self.report = report
        self.spoken = spoken
        self.problems: list[Problem] = []
        self.dropped: dict[Address, Sentence] = {}
        self.heard: set[Address] = set()
        self.unfilled: tuple[Address, ...] = ()

    def printed(self) -> PrintedReport:
        report = self.report
        year = spelled((YEAR,))
        listed, annexes = self._blocks()
        context: dict[str, Any] = {
            **self._section(report.outline),
            WHOLE: listed,
            TEXTS: [{WHOLE: listed}, *annexes],
            YEAR: Traced(report.year, (year,)),
            LAST_YEAR: Traced(report.year - 1, (year,)),
            DATE: self._date(),
            "生成时间": self._stamp(),
            SETTINGS: dict(report.settings),
            NAMES: report.names.value((NAMES,)),
            FIGURES: {step: report.names.value((step,)) for step in dict.fromkeys(path[0] for path in report.data)},
            **self._appendix(),
        }
        context[ALL_ANNEXES] = [*annexes, *context[ANNEXES]]
        return PrintedReport(context, tuple(self.problems), tuple(self.dropped.values()), self.unfilled)

    def _blocks(self) -> tuple[list[Mapping[str, Any]], list[Mapping[str, Any]]]:
        """The flat list of the text, and that of each 附件 of the office's own."""
        report = self.report
        grids = Grids(report.data, report.dictionary.fields, report.names, report.files, self._text)
        flat = FlatBlocks(report.settings, self._text, grids)
        found = flat.text(report.outline), flat.annexes(report.outline)
        self.problems += [*grids.problems, *flat.problems]
        self.unfilled = (*grids.unfilled, *flat.gone)
        return found

    def _appendix(self) -> dict[str, Any]:
        """附件: the table and the chart, where 版式 asks for them."""
        report = self.report
        year = report.outline.first(KeyRole.YEAR)
        place = year.scalar.place() if year else TextPlace(report.file, 1, 1)
        context, problems = appendix(report.data, report.dictionary.fields, report.settings, report.year, place)
        self.problems += problems
        return context

    def _section(self, section: ReportSection) -> dict[str, Any]:
        """Every printed key of a section: a text, texts, or sections."""
        made: dict[str, Any] = {}
        for key in section.kind.keys:
            held = section.texts(key.name)
            if key.kind in (Content.SENTENCE, Content.LINES):
                made[key.name] = self._first(held)
                if key.kind is Content.LINES:
                    made[f"{EACH}{key.name}"] = self._texts(held)
            elif key.kind is Content.SENTENCES:
                made[key.name] = self._texts(held)
            elif key.kind is Content.SECTIONS:
                inner = [(each, self._section(each)) for each in section.sections.get(key.name, ())]
                made[key.name] = [filled for each, filled in inner if not _is_gone(each, filled)]
        return made

    def _texts(self, sentences: Sequence[Sentence]) -> list[Text]:
        return [text for sentence in sentences if (text := self._text(sentence)) is not None]

    def _first(self, sentences: Sequence[Sentence]) -> Text:
        return (self._text(sentences[0]) if sentences else None) or Text([])

    def _text(self, sentence: Sentence) -> Text | None:
        """What a sentence prints; what there is to say about it is said once."""
        said = self.spoken[sentence.address]
        if sentence.address in self.heard:
            return said.text
        self.heard.add(sentence.address)
        self.problems += said.problems
        for start, words, lacking in said.dropped:
            message = say(
                "{figures}，这半句没有写进稿子：{clause}",
                figures=tuple(
                    say("“{label}”填的是{given}", label=each.label, given=each.text or _NOT_THIS_YEAR) for each in lacking
                ),
                clause=words[:30],
            )
            place = sentence.scalar.place(start)
            self.problems.append(Problem(F12, message, Grade.NOTE, place, say("请核对是否应当删去")))
        if said.absent:
            self.dropped[sentence.address] = sentence
            words = sentence.scalar.text
            message = say(
                "{figures}填的是“无”，这一句没有写进稿子：{sentence}",
                figures=tuple(say("“{label}”", label=datum.label) for datum in said.absent),
                sentence=words if len(words) < 30 else say("{beginning}……", beginning=words[:28]),
            )
            self.problems.append(Problem(F12, message, Grade.NOTE, sentence.scalar.place(), say("请核对是否应当删去")))
        return said.text

    def _date(self) -> Text:
        sentence = self.report.outline.first(KeyRole.DATE)
        if sentence is None:
            return Text([])
        words = sentence.scalar.text
        try:
            spoken = date_words(words)
        except ValueError as error:
            hint = say("写法如 2024年1月8日")
            self.problems.append(Problem(F13, said_by(error) or say("日期读不懂"), place=sentence.scalar.place(), hint=hint))
            return Text([])
        return Text([Stretch(spoken, (f"{sentence.address}{REFERENCE}0:{len(words)}",))])

    def _stamp(self) -> str:
        """A time for the file's properties that depends on nothing but the input: the report's date, else the year's
        end."""
        words = self._date().value
        if not words:
            return f"{self.report.year:04d}-12-31T00:00:00Z"
        year, rest = words.split("年")
        month, day = rest.removesuffix("日").split("月")
        return f"{int(year):04d}-{int(month):02d}-{int(day):02d}T00:00:00Z"


def _is_gone(section: ReportSection, filled: Mapping[str, Any]) -> bool:
    """Whether all running text of a section was left out, and the section goes with it."""
    if not section.kind.vanishes or section.sections or any(not item.is_paragraph for item in section.blocks()):
        return False
    texts = [key.name for key in section.kind.keys if key.kind is Content.SENTENCES and section.items.get(key.name)]
    return bool(texts) and not any(filled[name] for name in texts)


def read_report(
    documents: Sequence[Document], dictionary: Dictionary, last: Report | None, grammar: Grammar = GRAMMAR, *, sparing: bool = False
) -> tuple[Report, tuple[Problem, ...]]:
    """Reads a year from one file or several (one a department); what stands in two of them is a problem.

    ``sparing``: the text asks for no figure that it does not use; one that shares its data with others asks for no other of those.
    """
    read, told = _Reader(of_one_text(documents), dictionary, last, grammar).report()
    return _sparing(read, documents, sparing), told


def _sparing(read: Report, documents: Sequence[Document], sparing: bool) -> Report:
    """The report with what it does not ask for."""
    shared = shared_files(documents)
    if not sparing and not shared:
        return read
    used = used_data(read)
    idle = (path for path, datum in read.data.items() if path not in used and (sparing or datum.place.file in shared))
    return replace(read, unasked=frozenset(idle), sparing=sparing)


def figures_read_again(
    report: Report, before: Sequence[Document], documents: Sequence[Document], last: Report | None
) -> tuple[Report, tuple[Problem, ...]] | None:
    """The report of documents that have all their nodes from those of a report without an error, but for some figures and names
    (``parse_near``), and the problems of these; None where more is other."""
    if report.last is not last or len(before) != len(documents):
        return None
    data = dict(report.data)
    problems: list[Problem] = []
    for was, document in zip(before, documents, strict=True):
        if document.root is was.root:
            continue
        tops = _other_tops(was.mapping, document.mapping)
        if tops is None or document.file != was.file:
            return None
        for top, old, new in tops:
            here = {path: each for path, each in data.items() if each.place.file == was.file}
            known = {path: each for path, each in here.items() if (path[0] == NAMES) == (top == NAMES)}
            fresh = read_data_again(new, old, top, report.dictionary, problems, last.data if last else {}, known)
            if fresh is None:
                return None
            data |= fresh
    made = replace(report, data=data, names=report.names.of(data))
    return _sparing(made, documents, report.sparing), tuple(problems)


def _other_tops(before: MappingNode | None, now: MappingNode | None) -> list[tuple[str, MappingNode, MappingNode]] | None:
    """Of a file the figures and the names that are other than before, before and now; None where anything else is."""
    if before is None or now is None or len(before.entries) != len(now.entries):
        return None
    found = [(was, entry) for was, entry in zip(before, now, strict=True) if was is not entry]
    pairs = [(entry.key.text, was.value, entry.value) for was, entry in found if was.key.text == entry.key.text]
    tops = [
        (top, old, new) for top, old, new in pairs
        if top in (FIGURES, NAMES) and isinstance(old, MappingNode) and isinstance(new, MappingNode)
    ]  # fmt: skip
    return tops if len(tops) == len(found) else None


def used_data(report: Report) -> frozenset[Path]:
    """The data that a text says, in its sentences, tables and 附件."""
    if any(report.settings.get(name) not in (None, NONE) for name in (TABLE, CHART)):
        return frozenset(report.data)
    found = {path for said in report.said().values() for path in said.read}
    for block in report.outline.blocks():
        node = block.options.get(FIGURES)
        for each in node if isinstance(node, SequenceNode) else () if node is None else (node,):
            for start in report.names.find(each.text.strip()) if isinstance(each, Scalar) else ():
                found |= {path for path in report.data if path[: len(start)] == start}
    return frozenset(found)


class _Reader:
    """Goes over the documents once; what stands first counts."""

    def __init__(self, documents: Sequence[Document], dictionary: Dictionary, last: Report | None, grammar: Grammar) -> None:
        self.documents = documents
        self.dictionary = dictionary
        self.last = last
        self.grammar = grammar
        self.problems: list[Problem] = []
        self.file = documents[0].file if documents else ""
        self.tops: dict[str, Node] = {}
        self.items: dict[Address, dict[str, list[Sentence | Address]]] = {}
        self.options: dict[Address, dict[str, Node]] = {}
        self.kinds: dict[Address, SectionKind] = {Address(): grammar.top}
        self.inner: dict[Address, list[Address]] = {}

    def report(self) -> tuple[Report, tuple[Problem, ...]]:
        for document in self.documents:
            self._document(document)
        outline = self._section(Address())
        if outline.first(KeyRole.TITLE) is None:
            self._tell(F14, say("没有写“标题”"), TextPlace(self.file, 1, 1), say("在文件开头加一行 标题: ……汇报材料"))
        year, settings = self._year(self.tops.get(YEAR)), self._settings(self.tops.get(SETTINGS))
        if PARTS not in self.tops:
            self._no_sections(None)
        data = self._data()
        names = Names(data, {YEAR: year, LAST_YEAR: year - 1})
        kind = next(filter(None, map(kind_of, self.documents)), "")
        made = Report(
            year, outline, settings, data, self.dictionary, names, self.grammar, self.last, self.file, kind, _spoken(outline)
        )
        return made, tuple(self.problems)

    def _document(self, document: Document) -> None:
        if document.mapping is None:
            if document.root is not None or not document.text.strip():
                place = TextPlace(document.file, 1, 1)
                empty = say("文件里没有内容") if document.root is None else say("文件里写的不是一行一项的“名称: 值”")
                self._tell(F15, empty, place, say("一行一项“名称: 值”，参看去年的文件"))
            return
        self.problems += heading_problems(document.mapping, self.grammar.top)
        twice = frozenset(entry.key.text for entry in document.mapping if self._stands(entry))
        for visit in walk(document.mapping, self.grammar):
            if visit.address.steps[0] not in twice:
                self._visit(visit)

    def _stands(self, entry: Entry) -> bool:
        """Whether an earlier file has the key; data may stand in several, and are one."""
        name, key = entry.key.text, self.grammar.top.key(entry.key.text)
        if key is not None and key.kind is not Content.DATA and name in self.tops:
            self._tell(F17, say("“{key}”在几个文件里都写了", key=name), entry.key.place(), say("只留一处"))
            return True
        self.tops.setdefault(name, entry.value)
        return False

    def _visit(self, visit: Visit) -> None:
        key = visit.key
        if key is None:
            self._unknown(visit)
            return
        if visit.is_section:
            self._item(visit, key)
        elif visit.is_block:
            self.kinds[visit.address] = self.grammar.blocks[key.section]
            self.items.setdefault(visit.address.section, {}).setdefault(key.name, []).append(visit.address)
        elif key.kind is Content.SECTIONS:
            if key.required:
                self._no_sections(visit.node)
        elif key.kind is Content.OPTION:
            self.problems += option_problems(visit, key)
            self.options.setdefault(visit.address.holder, {})[key.name] = visit.node
        elif key.is_text or key.kind is Content.WORD:
            self._text(visit, key)

    def _unknown(self, visit: Visit) -> None:
        """A key that the grammar lacks: what stands behind it would never print."""
        name, allowed = visit.entry.key.text, tuple(key.name for key in visit.within.keys)
        if visit.within is self.grammar.top:
            message = say("不认识“{key}”，写在它下面的不会印出来", key=name)
            hint = say("整份文件最外层只有：{keys}；给自己看的话写在“{remark}”里，要印的话写到“{opening}”或某一部分里",
                       keys=allowed, remark=REMARK, opening=OPENING)  # fmt: skip
        else:
            message = say("{section}里不认识“{key}”", section=visit.within.name, key=name)
            hint = say("可写：{keys}", keys=allowed)
        self._tell(F16, message, visit.entry.key.place(), hint)

    def _item(self, visit: Visit, key: Key) -> None:
        kind = self.grammar.section(key.section)
        self.kinds[visit.address] = kind
        self.inner.setdefault(Address(visit.address.steps[:-2]), []).append(visit.address)
        if not isinstance(visit.node, MappingNode):
            typed = visit.node.text[:_QUOTED] if isinstance(visit.node, Scalar) else ""
            words = typed if typed and all(typed != each.name for each in kind.keys) else "……"
            hint = say("写成 {key}: {words}", key=kind.keys[0].name, words=words)
            self._tell(F22, say("这里应当是一个{section}", section=kind.name), visit.node.place(), hint)
            return
        for each in kind.keys:
            if each.required and not _has_text(visit.node, each.name):
                told = say("这一{section}没有“{key}”", section=kind.name, key=each.name)
                self._tell(F21, told, visit.node.place(), say("加上 {key}: ……", key=each.name))
        self.problems += heading_problems(visit.node, kind)

    def _text(self, visit: Visit, key: Key) -> None:
        if not visit.listed and (visit.node is None or (isinstance(visit.node, Scalar) and visit.node.text in ("", "无"))):
            return
        if key.role is KeyRole.YEAR and not isinstance(visit.node, Scalar):
            return  # told where the year is read
        faults = list(item_problems(visit, self.grammar))
        self.problems += faults
        sentence = None if faults else self._sentence(visit.node, visit.address, key)
        if sentence is None:
            return
        held = self.items.setdefault(visit.address.holder, {}).setdefault(key.name, [])
        if held and not key.is_several:
            hint = say("只有第一句会印出来；几句合成一句，或移到能写几句的地方")
            self._tell(F26, say("“{key}”只能写一句", key=key.name), visit.node.place(), hint)
            return
        held.append(sentence)

    def _section(self, address: Address) -> ReportSection:
        """The tree of what was met."""
        items = {name: tuple(map(self._block, held)) for name, held in self.items.get(address, {}).items()}
        sections: dict[str, list[ReportSection]] = {}
        for each in self.inner.get(address, ()):
            sections.setdefault(each.key, []).append(self._section(each))
        inside = {name: tuple(held) for name, held in sections.items()}
        return ReportSection(address, self.kinds[address], items, inside, self.options.get(address, {}))

    def _block(self, item: Sentence | Address) -> Item:
        """An item as it is, or the block that stands at an address."""
        if isinstance(item, Sentence):
            return item
        held = self.items.get(item, {})
        texts = {name: tuple(each for each in found if isinstance(each, Sentence)) for name, found in held.items()}
        return ReportBlock(item, self.kinds[item], texts, self.options.get(item, {}))

    def _no_sections(self, node: Node | None) -> None:
        place = node.place() if node is not None else TextPlace(self.file, 1, 1)
        self._tell(F20, say("没有“部分”，或不是一条一条列出的"), place, say("每一部分以“- 标题:”开头"))

    def _year(self, node: Node | None) -> int:
        if isinstance(node, Scalar) and node.text.strip().isdecimal() and len(node.text.strip()) == 4:
            return int(node.text)
        place = node.place() if node is not None else TextPlace(self.file, 1, 1)
        self._tell(F18, say("“年度”要写四位的年份"), place, say("例如 年度: 2024"))
        return 0

    def _settings(self, node: Node | None) -> dict[str, str]:
        known = {setting.name: setting for setting in self.grammar.settings}
        chosen = {setting.name: setting.choices[0] for setting in self.grammar.settings}
        for entry in node if isinstance(node, MappingNode) else ():
            setting = known.get(entry.key.text)
            word = entry.value.text if isinstance(entry.value, Scalar) else ""
            if setting is None or word not in setting.choices:
                lines = (
                    say("{setting}: {choices}", setting=each.name, choices=joined(each.choices, "或"))
                    for each in self.grammar.settings
                )
                message = say("版式“{setting}: {choice}”不认识", setting=entry.key.text, choice=word)
                self._tell(F19, message, entry.key.place(), say("{settings}", settings=joined(lines, "；")))
            else:
                chosen[setting.name] = word
        return chosen

    def _sentence(self, node: Node, address: Address, key: Key) -> Sentence | None:
        notes: dict[str, str] = {}
        scalar: Node | None = node
        if isinstance(node, MappingNode):
            scalar = node.get(SENTENCE)
            notes = {entry.key.text: entry.value.text for entry in node if isinstance(entry.value, Scalar)}
            notes.pop(SENTENCE, None)
        known = {note.name for note in self.grammar.sentence_notes}
        if isinstance(scalar, Scalar) and scalar.text and notes.keys() <= known:
            return Sentence(address, scalar.trimmed, notes, key.role)
        if isinstance(scalar, Scalar) and scalar.text in ("", "无"):
            return Sentence(address, scalar, notes, key.role) if key.kind is Content.CELLS else None
        hint = say('句子里有“: ”或“#”时，把整句用英文引号括起来；要加注就写 {{句: "……", 沿用: 已确认}}')
        if isinstance(node, MappingNode) and len(node.entries) == 1 and isinstance(node.entries[0].value, Scalar):
            from reportgen.yamltext import quoted  # here: a good year writes nothing into YAML

            name, value = node.entries[0].key.text, node.entries[0].value.text
            hint = say("改成：{line}", line=quoted(f"{name}: {value}"))
        self._tell(F23, say("这一句读不懂"), node.place(), hint)
        return None

    def _data(self) -> dict[Path, Datum]:
        found: dict[Path, Datum] = {}
        last = self.last.data if self.last else {}
        for document in self.documents:
            for top in (NAMES, FIGURES):
                node = document.mapping.get(top) if document.mapping else None
                for path, datum in read_data(node, top, self.dictionary, self.problems, last).items():
                    if path in found:
                        message = say("“{figure}”在几个文件里都填了", figure=datum.label)
                        also = (found[path].place,)
                        self.problems.append(Problem(F17, message, place=datum.place, hint=say("只留一处"), also=also))
                    found.setdefault(path, datum)
        return found

    def _tell(self, code: str, message: Message, place: TextPlace, hint: Message) -> None:
        self.problems.append(Problem(code, message, place=place, hint=hint))


def _spoken(outline: ReportSection) -> dict[Address, int]:
    """The years that sections say they speak of."""
    found = {each.address: each.option(KeyRole.SPOKEN_YEAR) for each in outline.every()}
    words = {address: node.text.strip() for address, node in found.items() if isinstance(node, Scalar)}
    return {address: int(word) for address, word in words.items() if word.isdecimal() and len(word) == 4}


def _has_text(node: Node, key: str) -> bool:
    """Whether a section has something behind a key."""
    held = node.get(key) if isinstance(node, MappingNode) else None
    return held is not None and not (isinstance(held, Scalar) and held.text in ("", "无"))
