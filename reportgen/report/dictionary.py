"""``fields.yaml`` → the dictionary: what each figure is, in which unit, who reports it, and how figures hang together.

Knows no year and no value.  A field is named by its path; a leaf that occurs once names its field by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.report.grades import Grades, read_grades
from reportgen.report.model.grammar import DEPARTMENT, NAME, NAMES, RANK, REMARK, TABLE, UNIT
from reportgen.text.numbers import read_figure, usual_unit, written
from reportgen.value_object import ValueObject
from reportgen.yamltext import Document, MappingNode, Node, Scalar, SequenceNode

F01 = Code("F01", "指标字典里有一条读不懂", "出口: {类别: 钱}", "出口: {类别: 金额}")

Path = tuple[str, ...]

KINDS = ("计数", "金额", "数量", "比率", "增速", "百分点", "时长", RANK, "名单", NAME, "年份")
NUMERIC = frozenset(KINDS) - {"名单", NAME}
WHOLE = frozenset(("计数", RANK, "年份"))
"""Kinds whose values are whole numbers unless the dictionary allows decimals."""

_KEYS = frozenset("标签 单位 类别 小数 科室 比上年 指标 名单 上限 下限 方向 必填 说明 约数 名次 目标 检查 附表 原文".split())


def counts_in_ones(kind: str, unit: str) -> bool:
    """Whether figures of this kind are whole numbers: 3家 are, 3.2万人 need not be."""
    return kind in WHOLE and not unit.startswith(("百", "千", "万", "亿"))


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Field(ValueObject):
    """What a figure is; ``of`` names the level that a 增速 or 百分点 belongs to, ``counts`` the list that a count belongs
    to.

    ``decimals`` is the largest number of decimals, None for any; ``low`` and ``high`` are limits of the value;
    ``grades`` are the grades that findings about this field have instead of the usual ones; ``listed`` figures stand in
    the table of main figures; ``wording`` are the words that lead to it in an old report.
    """

    path: Path
    label: str
    unit: str = ""
    kind: str = "数量"
    decimals: int | None = None
    department: str = ""
    compared: bool = False
    of: str = ""
    counts: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    falling: bool = False
    required: bool = True
    note: str = ""
    place: TextPlace | None = field(default=None, compare=False)
    grades: Grades = field(default_factory=dict, compare=False)
    listed: bool = False
    wording: str = ""

    @property
    def leaf(self) -> str:
        return self.path[-1]

    @property
    def asked_as(self) -> str:
        """What it is called where somebody is asked for it: digits that count a fall are said to, since the dictionary is not seen
        there."""
        return say("{figure}（正数指下降）", figure=self.label) if self.falling else self.label

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number unless its decimals say otherwise."""
        return self.decimals is None and counts_in_ones(self.kind, self.unit)


_TOP = (DEPARTMENT, NAME, "指标", "关系", "过时词")
"""The names that stand at the top of a dictionary."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Relation(ValueObject):
    """A condition between figures, as an expression, and why it holds."""

    expression: str
    note: str
    place: TextPlace


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Dictionary(ValueObject):
    """All fields by path, the departments in the order of the file, the relations.

    ``dated`` are words of a time (疫情), each with the last year in which it belongs into a report;
    ``groups`` are the paths that have fields below them.
    """

    fields: Mapping[Path, Field]
    departments: tuple[str, ...] = ()
    relations: tuple[Relation, ...] = ()
    dated: Mapping[str, int] = field(default_factory=dict)
    groups: frozenset[Path] = frozenset()

    @classmethod
    def read(cls, document: Document) -> tuple[Dictionary, tuple[Problem, ...]]:
        """Reads a dictionary; faulty entries are told and left out."""
        problems: list[Problem] = []
        root = document.mapping
        if root is None:
            return cls({}), ()
        problems += _unknown(root)
        fields: dict[Path, Field] = {}
        for top, lead in ((NAME, (NAMES,)), ("指标", ())):
            node = root.get(top)
            if isinstance(node, MappingNode):
                kind = NAME if top == NAME else "数量"
                fields |= {made.path: made for made in _fields(node, lead, kind, problems)}
        departments = tuple(item.text for item in _scalars(root.get(DEPARTMENT)))
        relations = tuple(_relations(root.get("关系"), problems))
        groups = frozenset(path[:depth] for path in fields for depth in range(1, len(path)))
        dated = _dated(root.get("过时词"), problems)
        return cls(fields, departments, relations, dated, groups), tuple(problems)

    def find(self, name: str) -> Field | None:
        """The field with this leaf or path, if there is exactly one."""
        parts = tuple(name.split("."))
        found = [made for path, made in self.fields.items() if path[-len(parts) :] == parts]
        return found[0] if len(found) == 1 else None


def _unknown(root: MappingNode) -> Iterator[Problem]:
    """What stands at the top of the file and is nothing of a dictionary's: a name that was mistyped leaves out all below it."""
    for entry in root:
        if entry.key.text not in _TOP:
            hint = say("可以写的是：{keys}", keys=tuple(_TOP))
            yield _fault(entry.key.place(), say("指标字典里不认识“{key}”，写在它下面的都没有用上", key=entry.key.text), hint)


def _fields(node: MappingNode, path: Path, kind: str, problems: list[Problem]) -> Iterator[Field]:
    for entry in node:
        here = (*path, entry.key.text)
        if not isinstance(entry.value, MappingNode):
            problems.append(
                _fault(
                    entry.key.place(),
                    say("指标“{field}”没有说明内容", field=entry.key.text),
                    say("写成 {{单位: …, 类别: …, 科室: …}}"),
                )
            )
        elif _is_field(entry.value):
            yield _field(entry.value, here, kind, entry.key.place(), problems)
        else:
            yield from _fields(entry.value, here, kind, problems)


def _is_field(node: MappingNode) -> bool:
    return any(isinstance(entry.value, Scalar) and entry.key.text in _KEYS for entry in node) or not node.entries


def _field(node: MappingNode, path: Path, kind: str, place: TextPlace, problems: list[Problem]) -> Field:
    said = {entry.key.text: entry.value for entry in node if isinstance(entry.value, Scalar)}
    for entry in node:
        if entry.key.text not in _KEYS:
            problems.append(
                _fault(
                    entry.key.place(),
                    say("指标“{field}”里不认识“{key}”", field=path[-1], key=entry.key.text),
                    say("核对写法"),
                )
            )

    def word(name: str, default: str = "") -> str:
        return said[name].text if name in said else default

    def number(name: str) -> Decimal | None:
        if name not in said:
            return None
        figure = read_figure(said[name].text)
        if figure is None:
            problems.append(
                _fault(
                    said[name].place(),
                    say("“{key}”应当是数，写的是“{given}”", key=name, given=said[name].text),
                    say("改成数"),
                )
            )
        return figure.value if figure else None

    def limit(name: str) -> Decimal | None:
        return _limit(name, number(name), said.get(name), word(UNIT), problems)

    kind = word("类别", kind)
    if kind not in KINDS:
        problems.append(
            _fault(
                said["类别"].place(),
                say("没有“{kind}”这一类别", kind=kind),
                say("可写：{allowed}", allowed=tuple(KINDS)),
            )
        )
    places = number("小数")
    return Field(
        path, word("标签", path[-1]), word(UNIT), kind, int(places) if places is not None else None, word(DEPARTMENT),
        word("比上年") == "是", word("指标"), word("名单"), limit("下限"), limit("上限"), "下降" in word("方向"),
        word("必填", "是") != "否", word(REMARK), place, _grades(node.get("检查"), problems),
        word(TABLE) == "是", word("原文"),
    )  # fmt: skip


def _limit(name: str, value: Decimal | None, scalar: Scalar | None, unit: str, problems: list[Problem]) -> Decimal | None:
    """A limit in the field's unit; one in another unit is told, and converted where that is of its kind."""
    figure = read_figure(scalar.text) if scalar is not None and value is not None else None
    if scalar is None or figure is None or not figure.unit or usual_unit(figure.unit) == usual_unit(unit):
        return value
    converted = figure.in_unit(usual_unit(unit))
    message = say("“{name}”的单位应是“{unit}”，写的是“{said_text}”", name=name, unit=unit or say("（无）"), said_text=scalar.text)
    hint = say("改成：{written}", written=written(converted.value)) if converted is not None else say("改成不带单位的数")
    problems.append(_fault(scalar.place(), message, hint))
    return converted.value if converted is not None else None


def _grades(node: Node | None, problems: list[Problem]) -> Grades:
    grades, faults = read_grades(node, F01)
    problems += faults
    return grades


def _relations(node: Node | None, problems: list[Problem]) -> Iterator[Relation]:
    if not isinstance(node, SequenceNode):
        return
    for item in node:
        text = item.get("关系") if isinstance(item, MappingNode) else item
        note = item.get(REMARK) if isinstance(item, MappingNode) else None
        if isinstance(text, Scalar):
            yield Relation(text.text, note.text if isinstance(note, Scalar) else "", text.place())
        else:
            problems.append(_fault(item.place(), say("这一条关系读不懂"), say("写成 {{关系: 甲 <= 乙, 说明: …}}")))


def _dated(node: Node | None, problems: list[Problem]) -> dict[str, int]:
    found: dict[str, int] = {}
    for entry in node if isinstance(node, MappingNode) else ():
        year = entry.value.text if isinstance(entry.value, Scalar) else ""
        if year.isascii() and year.isdecimal():
            found[entry.key.text] = int(year)
        else:
            problems.append(
                _fault(
                    entry.key.place(),
                    say("过时词“{word}”后面要写年份", word=entry.key.text),
                    say("例如 疫情: 2022"),
                )
            )
    return found


def _scalars(node: Node | None) -> list[Scalar]:
    return [item for item in node if isinstance(item, Scalar)] if isinstance(node, SequenceNode) else []


def _fault(place: TextPlace | None, message: Message, hint: Message) -> Problem:
    return Problem(F01, message, Grade.WARNING, place, hint)
