"""A report → relations between figures that do not hold.

Knows the dictionary's relations as expressions over data; a relation with a figure that is missing or redacted is
left alone.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from jinja2.exceptions import TemplateSyntaxError

from reportgen.message import NOTHING, joined, say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.calculable import NoFigure
from reportgen.report.checks.subject import Subject, ask
from reportgen.report.data import GAP, REDACTED, Datum
from reportgen.report.dictionary import Relation
from reportgen.report.expressions import compiled
from reportgen.report.load import Report
from reportgen.report.model.grammar import TARGET
from reportgen.sandbox import RUNTIME_FAULTS
from reportgen.text.suggest import near
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.sandbox import Expression

C06 = Code("C06", "几个数之间的关系不成立", "经营性收入大于村级集体经济总收入", "核对两个数")
C09 = Code("C09", "计数小于名单的项数", "名单四家，计数填 3", "核对名单和计数")
F24 = Code("F24", "字典里有一条关系写得不对", "关系: 甲 <=", "关系: 甲 <= 乙")

_SIDE = r"([^\W\d]\w*|名单\([^\W\d]\w*\)|[0-9]{1,9})"
_SIMPLE = regex(rf"{_SIDE}\s*(<=|>=|==|!=|<|>)\s*{_SIDE}")
_BOTH = regex(r"\((.+)\)\s*(==|!=)\s*\((.+)\)")
_COMPARES = {
    "<=": operator.le, ">=": operator.ge, "==": operator.eq, "!=": operator.ne, "<": operator.lt, ">": operator.gt,
}  # fmt: skip
_LIST = regex(r"名单\(([^()]+)\)")


def relations(subject: Subject) -> Iterator[Problem]:
    """C06: a relation of the dictionary does not hold: a sum, a part within its whole, a count equal to its list.

    Why: each department's figure may be right by itself, and the two together impossible.
    Example: 经营性收入 above 村级集体经济总收入.
    """
    for relation in subject.report.dictionary.relations:
        yield from _relation(subject.report, relation)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class _Comparison(ValueObject):
    """甲 <= 乙, 甲 == 名单(乙), 甲 > 0: most relations, which need no compiler; or two such that hold together or not at all
    ((甲 > 0) == (乙 > 0))."""

    left: str | _Comparison
    compares: Callable[[Any, Any], Any]
    right: str | _Comparison

    @property
    def names(self) -> tuple[str, ...]:
        sides = (self.left, self.right)
        found = (name for side in sides for name in (_named(side) if isinstance(side, str) else side.names))
        return tuple(sorted(set(found)))

    def evaluate(self, data: Mapping[str, Datum]) -> Any:
        return self.compares(_side(self.left, data), _side(self.right, data))


def _named(side: str) -> tuple[str, ...]:
    name = _LIST.sub(r"\1", side)
    return () if name.isdecimal() else (name,)


def _side(side: str | _Comparison, data: Mapping[str, Datum]) -> Any:
    if not isinstance(side, str):
        return side.evaluate(data)
    listed = _LIST.fullmatch(side)
    if listed:
        return len(data[listed[1]].items)
    return Decimal(side) if side.isdecimal() else data[side]


def _parsed(text: str, report: Report) -> _Comparison | Expression:
    """The condition; raises ``TemplateSyntaxError`` for what is none."""
    simple = _comparison(text.strip())
    if simple:
        return simple
    both = _BOTH.fullmatch(text.strip())
    left, right = (_comparison(both[1]), _comparison(both[3])) if both else (None, None)
    if both and left and right:
        return _Comparison(left, _COMPARES[both[2]], right)
    return compiled(_LIST.sub(r"(\1|个数)", text), report.names.sandbox)


def _comparison(text: str) -> _Comparison | None:
    found = _SIMPLE.fullmatch(text)
    return _Comparison(found[1], _COMPARES[found[2]], found[3]) if found else None


def _relation(report: Report, relation: Relation) -> Iterator[Problem]:
    try:
        expression = _parsed(relation.expression, report)
    except TemplateSyntaxError:
        expression = None
    if expression is None or not expression.names:  # figures that are typed are no figures of the year's
        message = say("关系“{relation}”写法不对", relation=relation.expression)
        yield Problem(F24, message, Grade.WARNING, relation.place, say("写成 甲 <= 乙 这样的式子"))
        return
    found = {name: report.names.find(name) for name in expression.names}
    yield from _misnamed(report, relation, [name for name, paths in found.items() if not paths])
    if any(len(paths) != 1 or paths[0] not in report.data for paths in found.values()) or _is_target(expression.names):
        return
    data = {name: report.data[paths[0]] for name, paths in found.items()}
    if any(datum.state in (GAP, REDACTED) or (not datum.is_number and not datum.items) for datum in data.values()):
        return
    try:
        holds = bool(expression.evaluate(data))
    except NoFigure as error:
        message = say("关系“{expression}”算不出来：{why}", expression=relation.expression, why=str(error))
        yield Problem(F24, message, Grade.WARNING, relation.place, say("两边要是同一种单位的数"))
        return
    except RUNTIME_FAULTS:
        holds = False
    if not holds:
        first = next(iter(data.values()))
        figures = joined((f"{datum.label} {datum.text}{datum.field.unit}" for datum in data.values()), "，")
        note = say("（{note}）", note=relation.note) if relation.note else NOTHING
        yield from ask(
            C06,
            first,
            say("应当 {relation}{note}，现在是：{figures}", relation=relation.expression, note=note, figures=figures),
            say("请核对"),
        )


def _misnamed(report: Report, relation: Relation, names: list[str]) -> Iterator[Problem]:
    """A name that neither the year nor the dictionary has: the relation would never be looked at again."""
    leaves = {path[-1] for path in report.dictionary.fields}
    for name in names:
        if name in leaves:
            continue
        meant = near(name, leaves, 2)
        hint = say("是不是{meant}？", meant=tuple(say("“{other}”", other=other) for other in meant)) if meant else say("改成指标里有的名称")
        message = say("关系“{expression}”里的“{name}”不是哪个指标的名称，这条关系没有起作用", expression=relation.expression, name=name)
        yield Problem(F24, message, Grade.WARNING, relation.place, hint)


def _is_target(names: Sequence[str]) -> bool:
    """Whether it says that a target has been reached: that holds where a sentence says so, and is looked at there (C30)."""
    return len(names) == 2 and any(one + TARGET == other for one in names for other in names)


def list_counts(subject: Subject) -> Iterator[Problem]:
    """C09: a count is smaller than the list that it counts (equality, where it is meant, is a relation).

    Why: an item was added to the list and the count forgotten.
    Example: four names, ``制造业分离企业数: 3``
    """
    for datum in subject.numbers:
        beside = (*datum.path[:-1], datum.field.counts)
        named = subject.report.data.get(beside) if datum.field.counts else None
        if named is not None and named.items and datum.number < len(named.items):
            unit = datum.field.unit or say("项")
            message = say(
                "{list}：名单列了 {items} {unit}，计数填 {count}",
                list=named.label,
                items=len(named.items),
                unit=unit,
                count=datum.text,
            )
            yield from ask(C09, datum, message, say("请核对名单和计数"))
