"""The ``数据`` and ``单位`` of an input file → figures, names and lists, each with its field, its place and last year's
value.

Knows no prose.  A datum prints as it was written; what may be calculated with it is its exact value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_field
from decimal import Decimal
from typing import Any

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.report.dictionary import NUMERIC, Dictionary, Field, Path
from reportgen.text.numbers import Figure, convert, growth, read_figure, rounded, written
from reportgen.yamltext import MappingNode, Node, Scalar, SequenceNode

F02 = Code("F02", "“数据”或“单位”下面不是一行一项", "数据: [1, 2]", "一行一项“名称: 值”")
F03 = Code("F03", "一项数据的值读不懂", "企业: [[甲厂]]", "企业: [甲厂]")
F04 = Code("F04", "应当是数或单个值，填的不是", "企业: 很多", "企业: 8；还没有就留空，本年没有就写“无”")
F05 = Code("F05", "数据旁边的注记不认识", "{值: 1, 出处: 甲}", "{值: 1, 来源: 甲}")
F06 = Code("F06", "填的单位与指标的单位不是一回事", "出口: 12.5吨（单位是亿元）", "出口: 12.5")
F07 = Code("F07", "数的写法已按规范读取（千分位、全角、带单位）", "企业: 1,234", "企业: 1234")

FILLED, GAP, REDACTED, ABSENT, DERIVED = "已填", "待补", "脱敏", "无", "推算"
"""The states of a datum: a value, still to come (empty), redacted (``*``), not this year (``无``), worked out from two
years."""

NOTES = ("口径", "来源", "截至", "上年修订", "状态", "依据", "单位", "填报人", "备注", "目标", "名次", "科室", "沿用")
"""What may be noted beside a value: ``{值: 12.3, 口径: 快报数, 来源: 统计月报.xlsx+P3}``."""


class NoFigure(ValueError):
    """Something was to be calculated with a datum that has no number; ``message`` says why, for a clerk, and ``lacks_last`` that
    it is last year's number that is missing."""

    def __init__(self, message: Message, *, lacks_last: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.lacks_last = lacks_last


class _Number:
    """Arithmetic and comparison by exact value, so that 【甲 + 乙】 and 甲 <= 乙 work on data."""

    __slots__ = ()

    @property
    def number(self) -> Decimal:
        raise NotImplementedError

    def __add__(self, other: Any) -> Decimal:
        return self.number + _number(other)

    def __radd__(self, other: Any) -> Decimal:
        return _number(other) + self.number

    def __sub__(self, other: Any) -> Decimal:
        return self.number - _number(other)

    def __rsub__(self, other: Any) -> Decimal:
        return _number(other) - self.number

    def __mul__(self, other: Any) -> Decimal:
        return self.number * _number(other)

    def __rmul__(self, other: Any) -> Decimal:
        return _number(other) * self.number

    def __truediv__(self, other: Any) -> Decimal:
        return self.number / _number(other)

    def __rtruediv__(self, other: Any) -> Decimal:
        return _number(other) / self.number

    def __neg__(self) -> Decimal:
        return -self.number

    def __abs__(self) -> Decimal:
        return abs(self.number)

    def __lt__(self, other: Any) -> bool:
        return self.number < _number(other)

    def __le__(self, other: Any) -> bool:
        return self.number <= _number(other)

    def __gt__(self, other: Any) -> bool:
        return self.number > _number(other)

    def __ge__(self, other: Any) -> bool:
        return self.number >= _number(other)


def _number(value: Any) -> Decimal:
    if isinstance(value, _Number):
        return value.number
    return value if isinstance(value, Decimal) else Decimal(str(value))


@dataclass(frozen=True, slots=True)
class Datum(_Number):
    """One entry of the data: its field (made up where the dictionary lacks it), state, printed text, number, list,
    and notes.

    ``last`` is the same datum in last year's report, ``rate`` the stated growth or change that belongs to it.
    """

    path: Path
    field: Field
    state: str
    text: str
    place: TextPlace
    scalar: Scalar | None = None
    figure: Figure | None = None
    items: tuple[str, ...] = ()
    notes: Mapping[str, str] = made_field(default_factory=dict)
    last: Datum | None = None
    rate: Datum | None = None
    known: bool = True

    def __str__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.items) if self.is_list else len(self.text)

    def __iter__(self) -> Iterator[str]:
        return iter(self.items)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (Datum, Decimal, int)) and self.is_number:
            return bool(self.number == _number(other))
        return self.text == str(other)

    def __hash__(self) -> int:
        return hash(self.path)

    @property
    def name(self) -> str:
        return ".".join(self.path)

    @property
    def label(self) -> str:
        return self.field.label

    @property
    def is_list(self) -> bool:
        return self.field.kind == "名单" or bool(self.items)

    @property
    def is_number(self) -> bool:
        """Whether there is one exact value; a range has two."""
        return self.figure is not None and self.figure.upper is None

    @property
    def number(self) -> Decimal:
        """The exact value; raises ``NoFigure`` with the reason where there is none."""
        if self.figure is not None and self.figure.upper is None:
            return self.figure.value
        if self.figure is not None:
            raise NoFigure(say("“{figure}”填的是一个范围（{range}），不能用来计算", figure=self.label, range=self.text))
        if self.state == GAP:
            raise NoFigure(say("“{figure}”还没有填，不能用来计算", figure=self.label))
        if self.state == REDACTED:
            raise NoFigure(say("“{figure}”已脱敏，不能用来计算", figure=self.label))
        if self.state == ABSENT:
            raise NoFigure(say("“{figure}”本年没有，不能用来计算", figure=self.label))
        raise NoFigure(say("“{figure}”填的是“{given}”，不是数，不能用来计算", figure=self.label, given=self.text))

    @property
    def base(self) -> Decimal:
        """Last year's value to compare with: as revised this year, else as reported then; raises ``NoFigure``."""
        revised = read_figure(self.notes["上年修订"]) if "上年修订" in self.notes else None
        if revised is not None:
            return revised.value
        if self.last is None:
            raise NoFigure(say("“{figure}”没有上年数，算不出比上年的变化", figure=self.label), lacks_last=True)
        if self.last.figure is None:
            reasons = {REDACTED: say("已脱敏"), GAP: say("没有填"), ABSENT: say("是“无”")}
            reason = reasons.get(self.last.state, say("不是数"))
            raise NoFigure(say("“{figure}”的上年数{reason}，算不出比上年的变化", figure=self.label, reason=reason), lacks_last=True)
        return self.last.number


def read_data(
    node: Node | None, top: str, dictionary: Dictionary, problems: list[Problem], last: Mapping[Path, Datum]
) -> dict[Path, Datum]:
    """All data below ``数据`` or ``单位``, by path (names keep ``单位`` as the first step of theirs)."""
    if node is None or (isinstance(node, Scalar) and not node.text):
        return {}
    if not isinstance(node, MappingNode):
        problems.append(
            Problem(
                F02, say("“{heading}”下面要一行一项“名称: 值”", heading=top), place=node.place(), hint=say("参看去年的文件")
            )
        )
        return {}
    lead: Path = ("单位",) if top == "单位" else ()
    found = {datum.path: datum for datum in _walk(node, lead, dictionary, problems)}
    found = {path: replace(datum, last=last[path]) if path in last else datum for path, datum in found.items()}
    levels = {path: level for path, datum in found.items() if (level := _rated(datum, found)) is not None}
    rates = {level: _derived(found[path], found[level]) for path, level in levels.items()}
    made = {datum.path: datum for datum in rates.values()}
    return {
        path: replace(made.get(path, datum), rate=rates[path]) if path in rates else made.get(path, datum)
        for path, datum in found.items()
    }


def _derived(datum: Datum, level: Datum) -> Datum:
    """An empty growth or change is no gap where the level's two years say it: it is worked out."""
    if datum.state != GAP or not level.is_number:
        return datum
    try:
        this, base = level.number, level.base
    except NoFigure:
        return datum
    change = growth(this, base) if datum.field.kind == "增速" else this - base
    if change is None:
        return datum
    signed = -change if datum.field.falling else change
    places = datum.field.decimals if datum.field.decimals is not None else 1
    text = written(rounded(signed, places) if datum.field.kind == "增速" else signed)
    return replace(datum, state=DERIVED, text=text, figure=read_figure(text))


def _rated(datum: Datum, found: Mapping[Path, Datum]) -> Path | None:
    """The path of the level that a stated growth belongs to: beside it if there, else the only one of that name."""
    if not datum.field.of:
        return None
    beside = (*datum.path[:-1], datum.field.of)
    if beside in found:
        return beside
    named = [path for path in found if path[-1] == datum.field.of]
    return named[0] if len(named) == 1 else None


def _walk(node: MappingNode, path: Path, dictionary: Dictionary, problems: list[Problem]) -> Iterator[Datum]:
    for entry in node:
        here = (*path, entry.key.text)
        known = dictionary.fields.get(here)
        made = known or Field(here, entry.key.text, kind="名称" if here[0] == "单位" else "数量", required=False)
        value = entry.value
        if isinstance(value, MappingNode) and not known and _is_group(value, here, dictionary):
            yield from _walk(value, here, dictionary, problems)
        else:
            yield _datum(here, made, value, entry.key, problems, known is not None)


def _is_group(node: MappingNode, path: Path, dictionary: Dictionary) -> bool:
    """Whether a mapping holds data of its own, and is not a value with notes."""
    if path in dictionary.groups:
        return True
    notes = bool(node.entries) and all(entry.key.text in NOTES for entry in node)
    return node.get("值") is None and not notes


def _datum(path: Path, made: Field, node: Node, key: Scalar, problems: list[Problem], known: bool) -> Datum:
    notes: dict[str, str] = {}
    value: Node | None = node
    if isinstance(node, MappingNode):
        value = node.get("值")
        notes = _notes(node, made, problems)
    if isinstance(value, SequenceNode):
        return _list(path, made, value, notes, problems, known)
    if not isinstance(value, Scalar):
        if value is not None:
            problems.append(
                Problem(
                    F03,
                    say("“{figure}”的值读不懂", figure=made.label),
                    place=node.place(),
                    hint=say("写一个数、一个名称或一个名单"),
                )
            )
        return Datum(path, made, GAP, "", key.place(), key, notes=notes, known=known)
    return _single(path, made, value, notes, problems, known)


def _single(
    path: Path, made: Field, value: Scalar, notes: Mapping[str, str], problems: list[Problem], known: bool
) -> Datum:
    text = value.text.strip()
    if not text or (text in ("null", "~") and not value.quoted):
        return Datum(path, made, GAP, "", value.place(), value, notes=notes, known=known)
    if text == "*":
        return Datum(path, made, REDACTED, "*", value.place(), value, notes=notes, known=known)
    if text == "无":
        return Datum(path, made, ABSENT, "", value.place(), value, notes=notes, known=known)
    if made.kind == "名单":
        return Datum(path, made, FILLED, text, value.place(), value, items=(text,), notes=notes, known=known)
    figure = read_figure(text) if made.kind in NUMERIC else None
    if made.kind in NUMERIC:
        problems.extend(_figure_problems(made, value, figure, known))
    printed = figure.text if figure is not None else text
    return Datum(path, made, FILLED, printed, value.place(), value, figure, notes=notes, known=known)


def _list(
    path: Path, made: Field, node: SequenceNode, notes: Mapping[str, str], problems: list[Problem], known: bool
) -> Datum:
    items = tuple(item.text for item in node if isinstance(item, Scalar))
    if len(items) < len(node.items):
        problems.append(
            Problem(
                F03,
                say("“{figure}”的名单里有一项读不懂", figure=made.label),
                place=node.place(),
                hint=say("一项一个名称"),
            )
        )
    if known and made.kind != "名单":
        problems.append(
            Problem(
                F04,
                say("“{figure}”应当是一个值，填的是名单", figure=made.label),
                place=node.place(),
                hint=say("改成一个值"),
                department=made.department,
            )
        )
    if items == ("无",):
        first = node.items[0]
        problems.append(
            Problem(
                F07,
                say("“{figure}”的名单里只有“无”，已读作本年没有", figure=made.label),
                Grade.NOTE,
                first.place(),
                say("请核对"),
            )
        )
        return Datum(path, made, ABSENT, "", node.place(), None, notes=notes, known=known)
    state = FILLED if items else GAP
    return Datum(path, made, state, "、".join(items), node.place(), None, items=items, notes=notes, known=known)


def _notes(node: MappingNode, made: Field, problems: list[Problem]) -> dict[str, str]:
    notes: dict[str, str] = {}
    for entry in node:
        name = entry.key.text
        if name != "值" and name not in NOTES:
            problems.append(
                Problem(
                    F05,
                    say("“{figure}”里不认识“{note}”", figure=made.label, note=name),
                    Grade.WARNING,
                    entry.key.place(),
                    say("可写：值、{notes}", notes=tuple(NOTES)),
                )
            )
        elif name != "值" and isinstance(entry.value, Scalar):
            notes[name] = entry.value.text
    return notes


def _figure_problems(made: Field, value: Scalar, figure: Figure | None, known: bool) -> Iterator[Problem]:
    if figure is None:
        if known:
            yield Problem(
                F04, say("“{figure}”应当是数，填的是“{given}”", figure=made.label, given=value.text), place=value.place(),
                hint=say("填数字；还没有就留空，本年没有就写“无”"), department=made.department,
            )  # fmt: skip
        return
    if figure.unit and figure.unit != made.unit and not _is_short(figure.unit, made.unit):
        yield Problem(
            F06, say("“{figure}”的单位是“{unit}”，填的是“{given}”", figure=made.label, unit=made.unit or say("（无）"), given=value.text),
            place=value.place(), hint=_in_unit(figure, made.unit), department=made.department,
        )  # fmt: skip
    elif figure.normalised:
        outside = "".join(word for word in _OUTSIDE if word in figure.approximate and word not in figure.text)
        hint = say("“{words}”请写在正文里", words=outside) if outside else say("请核对")
        yield Problem(
            F07,
            say(
                "“{given}”已读作 {number}{unit}",
                given=value.text,
                number=figure.text,
                unit=made.unit,
            ),
            Grade.NOTE,
            value.place(),
            hint,
        )


_OUTSIDE = ("余", "多", "以上", "左右", "以下")
"""Words that belong behind the unit, which stands in the sentence."""


def _is_short(unit: str, whole: str) -> bool:
    """万 for 万元, 亿 for 亿元: the unit is the field's, its last word left out."""
    return unit in ("万", "亿", "万亿") and whole.startswith(unit) and whole != unit


def _in_unit(figure: Figure, unit: str) -> Message:
    """How to write a figure in the unit of its field."""
    try:
        return say("改成：{mended}", mended=written(convert(figure.value, figure.unit, unit)))
    except ValueError:
        return say("换算成{unit}再填", unit=unit) if unit else say("换算成不带单位的数再填")
