"""A year's input files → the report: title, opening, parts, topics, sentences, and data, with last year's report
attached.

Knows no Word file.  What it prints carries its origins (``部分[0].小节[1].正文[2]@4:9``, ``数据.经济发展.…``, see ``prose``), and ``places``
says where in the YAML each of them stands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from reportgen.message import Message, joined, said_by, say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.provenance import Stretch, Text, Traced
from reportgen.report.appendix import appendix
from reportgen.report.data import GAP, Datum, read_data
from reportgen.report.dictionary import Dictionary, Path
from reportgen.report.prose import Names, Said, Sentence, origin, print_sentence
from reportgen.text.numbers import date_words
from reportgen.yamltext import Document, MappingNode, Node, Scalar, SequenceNode, quoted

F12 = Code("F12", "因为数据填了“无”，有一句没有写进稿子", "场所码: 无，正文有【场所码】", "核对这一句是否该删")
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
OUTLINE_CODES = (F15, F20)
"""The codes of an input without an outline."""
DROPPED_CODE = F12
"""The code of a sentence left out because a datum is 无: the copy is another for it."""

_TOP = ("年度", "标题", "署名", "日期", "说明", "版式", "单位", "开头", "部分", "数据")
_LAYOUTS: Mapping[str, tuple[str, ...]] = {"话题": ("分段", "连排"), "附表": ("无", "有"), "图表": ("无", "有")}
_NOTES = ("沿用", "依据", "照录", "待改写", "备注")
"""What may be noted beside a sentence: ``{句: "……", 沿用: 已确认, 依据: 市科技局通报}``."""


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic: its lead sentence (段首句, without its 。) and its body."""

    lead: Sentence | None
    body: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class ReportPart:
    """A part of the report: heading without its number, opening sentences, topics."""

    heading: Sentence | None
    opening: tuple[Sentence, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class PrintedReport:
    """What the Word template is given, the problems met in saying it, and the sentences left out because a datum is
    无."""

    context: Mapping[str, Any]
    problems: tuple[Problem, ...]
    dropped: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """One year's report; ``last`` is the report of the year before, if there is one."""

    year: int
    texts: Mapping[str, Sentence]
    layout: Mapping[str, str]
    opening: tuple[Sentence, ...]
    parts: tuple[ReportPart, ...]
    data: Mapping[Path, Datum]
    dictionary: Dictionary
    last: Report | None = None
    file: str = ""
    _names: list[Names] = field(default_factory=list, compare=False, repr=False)
    _said: dict[str, Said] = field(default_factory=dict, compare=False, repr=False)

    @property
    def title(self) -> str:
        return self.texts["标题"].scalar.text if "标题" in self.texts else ""

    @property
    def figures(self) -> tuple[Datum, ...]:
        """The data that are figures: everything but names, lists and years."""
        return tuple(datum for datum in self.data.values() if datum.field.kind not in ("名称", "名单", "年份"))

    @property
    def gaps(self) -> tuple[Datum, ...]:
        """The data still to come, in the order of the file."""
        return tuple(datum for datum in self.data.values() if datum.state == GAP)

    @property
    def missing(self) -> Mapping[str, int]:
        """How many data are still to come, by department, in the order of the dictionary."""
        counted = Counter(datum.field.department or "未定科室" for datum in self.gaps)
        order = (*self.dictionary.departments, *counted)
        return {name: counted[name] for name in dict.fromkeys(order) if counted[name]}

    @property
    def names(self) -> Names:
        """The names that prose may use."""
        if not self._names:
            self._names.append(Names(self.data, {"年度": self.year, "上年": self.year - 1}))
        return self._names[0]

    def sentences(self) -> Iterator[Sentence]:
        """All sentences in the order of the text, headings and leads among them."""
        yield from self.texts.values()
        yield from self.opening
        for part in self.parts:
            if part.heading:
                yield part.heading
            yield from part.opening
            for topic in part.topics:
                if topic.lead:
                    yield topic.lead
                yield from topic.body

    def said(self, sentence: Sentence) -> Said:
        """A sentence of this report as it prints; each is said once."""
        if sentence.path not in self._said:
            self._said[sentence.path] = print_sentence(sentence, self.names)
        return self._said[sentence.path]

    def printed(self) -> PrintedReport:
        """What the template is filled with: every sentence said, gaps shown as such."""
        return _Printer(self).printed()

    def places(self, names: Sequence[str]) -> dict[str, TextPlace]:
        """For each origin that has one, its place in the YAML."""
        by_path = {sentence.path: sentence.scalar for sentence in self.sentences()}
        data = {origin(path): datum.place for path, datum in self.data.items()}
        found: dict[str, TextPlace] = {}
        for name in names:
            path, _, span = ("年度" if name == "上年" else name).replace("#", "@").partition("@")
            if name in data:
                found[name] = data[name]
            elif path in by_path:
                found[name] = by_path[path].place(int(span.split(":")[0]) if span else 0)
        return found


class _Printer:
    """Says the sentences of a report and puts them into the shape that the Word template asks for."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.problems: list[Problem] = []
        self.dropped: list[Sentence] = []

    def printed(self) -> PrintedReport:
        report = self.report
        texts = {name: self._text(report.texts.get(name)) for name in ("标题", "署名")}
        context: dict[str, Any] = {
            "年度": Traced(report.year, ("年度",)),
            "上年": Traced(report.year - 1, ("年度",)),
            **texts,
            "日期": self._date(),
            "生成时间": self._stamp(),
            "版式": dict(report.layout),
            "开头": self._texts(report.opening),
            "部分": [self._part(part) for part in report.parts],
            "单位": report.names.value(("单位",)),
            "数据": {step: report.names.value((step,)) for step in dict.fromkeys(path[0] for path in report.data)},
            **self._appendix(),
        }
        return PrintedReport(context, tuple(self.problems), tuple(self.dropped))

    def _appendix(self) -> dict[str, Any]:
        """附件: the table and the chart, where 版式 asks for them."""
        report = self.report
        place = report.places(["年度"]).get("年度") or TextPlace(report.file, 1, 1)
        context, problems = appendix(report.data, report.dictionary.fields, report.layout, report.year, place)
        self.problems += problems
        return context

    def _part(self, part: ReportPart) -> dict[str, Any]:
        topics = [(topic, self._texts(topic.body)) for topic in part.topics]
        return {
            "标题": self._text(part.heading),
            "总起": self._texts(part.opening),
            "小节": [
                {"话题": self._text(topic.lead), "正文": body} for topic, body in topics if body or not topic.body
            ],
        }

    def _texts(self, sentences: Sequence[Sentence]) -> list[Text]:
        return [said.text for sentence in sentences if (said := self._said(sentence)).text is not None]

    def _text(self, sentence: Sentence | None) -> Text:
        said = self._said(sentence).text if sentence else None
        return said or Text([])

    def _said(self, sentence: Sentence) -> Said:
        said = self.report.said(sentence)
        self.problems += said.problems
        if said.absent:
            self.dropped.append(sentence)
            figures = tuple(say("“{figure}”", figure=datum.label) for datum in said.absent)
            words = sentence.scalar.text if len(sentence.scalar.text) < 30 else sentence.scalar.text[:28] + "……"
            self.problems.append(
                Problem(
                    DROPPED_CODE,
                    say("{figures}填的是“无”，这一句没有写进稿子：{sentence}", figures=figures, sentence=words),
                    Grade.NOTE,
                    sentence.scalar.place(),
                    say("请核对是否应当删去"),
                )
            )
        return said

    def _date(self) -> Text:
        sentence = self.report.texts.get("日期")
        if sentence is None:
            return Text([])
        try:
            words = date_words(sentence.scalar.text)
        except ValueError as error:
            self.problems.append(
                Problem(
                    F13,
                    said_by(error) or say("日期读不懂"),
                    place=sentence.scalar.place(),
                    hint=say("写法如 2024年1月8日"),
                )
            )
            return Text([])
        return Text([Stretch(words, (f"日期#0:{len(sentence.scalar.text)}",))])

    def _stamp(self) -> str:
        """A time for the file's properties that depends on nothing but the input: the report's date, else the year's
        end."""
        words = self._date().value
        if not words:
            return f"{self.report.year:04d}-12-31T00:00:00Z"
        year, rest = words.split("年")
        month, day = rest.removesuffix("日").split("月")
        return f"{int(year):04d}-{int(month):02d}-{int(day):02d}T00:00:00Z"


def read_report(
    documents: Sequence[Document], dictionary: Dictionary, last: Report | None
) -> tuple[Report, tuple[Problem, ...]]:
    """Reads a year from one file or several (one a department); what stands in two of them is a problem."""
    return _Reader(documents, dictionary, last).report()


class _Reader:
    def __init__(self, documents: Sequence[Document], dictionary: Dictionary, last: Report | None) -> None:
        self.documents = documents
        self.dictionary = dictionary
        self.last = last
        self.problems: list[Problem] = []
        self.file = documents[0].file if documents else ""

    def report(self) -> tuple[Report, tuple[Problem, ...]]:
        tops = self._tops()
        texts: dict[str, Sentence] = {}
        for name in ("标题", "署名", "日期"):
            if name in tops:
                found = self._sentences(tops[name], name)
                texts |= {name: found[0]} if found else {}
        year = tops.get("年度")
        if isinstance(year, Scalar):
            texts["年度"] = Sentence("年度", year, {})
        if "标题" not in texts:
            self._tell(F14, say("没有写“标题”"), TextPlace(self.file, 1, 1), say("在文件开头加一行 标题: ……汇报材料"))
        opening = self._sentences(tops.get("开头"), "开头")
        report = Report(
            self._year(tops.get("年度")), texts, self._layout(tops.get("版式")), opening, self._parts(tops.get("部分")),
            self._data(), self.dictionary, self.last, self.file,
        )  # fmt: skip
        return report, tuple(self.problems)

    def _tops(self) -> dict[str, Node]:
        tops: dict[str, Node] = {}
        for document in self.documents:
            if document.mapping is None:
                if document.root is not None or not document.text.strip():
                    self._tell(
                        F15,
                        say("文件里没有内容"),
                        TextPlace(document.file, 1, 1),
                        say("一行一项“名称: 值”，参看去年的文件"),
                    )
                continue
            for entry in document.mapping:
                name = entry.key.text
                if name not in _TOP:
                    hint = say("整份文件最外层只有：{allowed}", allowed=tuple(_TOP))
                    self.problems.append(
                        Problem(F16, say("不认识“{name}”", name=name), Grade.WARNING, entry.key.place(), hint)
                    )
                elif name in tops and name not in ("数据", "单位"):
                    self._tell(F17, say("“{name}”在几个文件里都写了", name=name), entry.key.place(), say("只留一处"))
                else:
                    tops.setdefault(name, entry.value)
        return tops

    def _year(self, node: Node | None) -> int:
        if isinstance(node, Scalar) and node.text.strip().isdecimal() and len(node.text.strip()) == 4:
            return int(node.text)
        place = node.place() if node is not None else TextPlace(self.file, 1, 1)
        self._tell(F18, say("“年度”要写四位的年份"), place, say("例如 年度: 2024"))
        return 0

    def _layout(self, node: Node | None) -> dict[str, str]:
        layout = {name: allowed[0] for name, allowed in _LAYOUTS.items()}
        for entry in node if isinstance(node, MappingNode) else ():
            allowed = _LAYOUTS.get(entry.key.text)
            value = entry.value.text if isinstance(entry.value, Scalar) else ""
            if allowed is None or value not in allowed:
                choices = joined(
                    (say("{key}: {words}", key=name, words=joined(words, "或")) for name, words in _LAYOUTS.items()),
                    "；",
                )
                self._tell(
                    F19,
                    say("版式“{key}: {word}”不认识", key=entry.key.text, word=value),
                    entry.key.place(),
                    say("{choices}", choices=choices),
                )
            else:
                layout[entry.key.text] = value
        return layout

    def _parts(self, node: Node | None) -> tuple[ReportPart, ...]:
        if not isinstance(node, SequenceNode):
            self._tell(
                F20,
                say("没有“部分”，或不是一条一条列出的"),
                node.place() if node else TextPlace(self.file, 1, 1),
                say("每一部分以“- 标题:”开头"),
            )
            return ()
        return tuple(self._part(item, f"部分[{number}]") for number, item in enumerate(node))

    def _part(self, node: Node, path: str) -> ReportPart:
        said = self._entries(node, ("标题", "总起", "小节"), "部分")
        heading = self._sentences(said.get("标题"), f"{path}.标题")
        if not heading:
            self._tell(F21, say("这一部分没有“标题”"), node.place(), say("加上 标题: ……"))
        topics = said.get("小节")
        items = topics.items if isinstance(topics, SequenceNode) else ()
        return ReportPart(
            heading[0] if heading else None,
            self._sentences(said.get("总起"), f"{path}.总起"),
            tuple(self._topic(item, f"{path}.小节[{number}]") for number, item in enumerate(items)),
        )

    def _topic(self, node: Node, path: str) -> Topic:
        said = self._entries(node, ("话题", "正文"), "小节")
        lead = self._sentences(said.get("话题"), f"{path}.话题")
        return Topic(lead[0] if lead else None, self._sentences(said.get("正文"), f"{path}.正文"))

    def _entries(self, node: Node, allowed: Sequence[str], element: str) -> dict[str, Node]:
        if not isinstance(node, MappingNode):
            self._tell(
                F22,
                say("这里应当是一个{element}", element=element),
                node.place(),
                say("写成 {key}: ……", key=allowed[0]),
            )
            return {}
        for entry in node:
            if entry.key.text not in allowed:
                self._tell(
                    F16,
                    say("{element}里不认识“{key}”", element=element, key=entry.key.text),
                    entry.key.place(),
                    say("可写：{allowed}", allowed=tuple(allowed)),
                )
        return {entry.key.text: entry.value for entry in node if entry.key.text in allowed}

    def _sentences(self, node: Node | None, path: str) -> tuple[Sentence, ...]:
        if node is None or (isinstance(node, Scalar) and node.text in ("", "无")):
            return ()
        if isinstance(node, SequenceNode):
            made = [self._sentence(item, f"{path}[{number}]") for number, item in enumerate(node)]
        else:
            made = [self._sentence(node, path)]
        return tuple(item for item in made if item is not None)

    def _sentence(self, node: Node, path: str) -> Sentence | None:
        notes: dict[str, str] = {}
        scalar: Node | None = node
        if isinstance(node, MappingNode):
            scalar = node.get("句")
            notes = {entry.key.text: entry.value.text for entry in node if isinstance(entry.value, Scalar)}
            notes.pop("句", None)
        if isinstance(scalar, Scalar) and scalar.text and all(name in _NOTES for name in notes):
            return Sentence(path, scalar, notes)
        if isinstance(scalar, Scalar) and scalar.text in ("", "无"):
            return None
        hint = say('句子里有“: ”或“#”时，把整句用英文引号括起来；要加注就写 {{句: "……", 沿用: 已确认}}')
        if isinstance(node, MappingNode) and len(node.entries) == 1 and isinstance(node.entries[0].value, Scalar):
            key, value = node.entries[0].key.text, node.entries[0].value.text
            hint = say("改成：{mended}", mended=quoted(f"{key}: {value}"))
        self._tell(F23, say("这一句读不懂"), node.place(), hint)
        return None

    def _data(self) -> dict[Path, Datum]:
        found: dict[Path, Datum] = {}
        last = self.last.data if self.last else {}
        for document in self.documents:
            for top in ("单位", "数据"):
                node = document.mapping.get(top) if document.mapping else None
                for path, datum in read_data(node, top, self.dictionary, self.problems, last).items():
                    if path in found:
                        also = (found[path].place,)
                        self.problems.append(
                            Problem(
                                F17,
                                say("“{figure}”在几个文件里都填了", figure=datum.label),
                                place=datum.place,
                                hint=say("只留一处"),
                                also=also,
                            )
                        )
                    found.setdefault(path, datum)
        return found

    def _tell(self, code: str, message: Message, place: TextPlace, hint: Message) -> None:
        self.problems.append(Problem(code, message, place=place, hint=hint))
