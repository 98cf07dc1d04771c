"""A sentence → the plans in it that are typed with what was done of them: 计划改造12公里，实际完成12.8公里.

Knows no target of the data; ``targets`` holds what is claimed against these.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.printed_figures import PrintedFigure, same_kind
from reportgen.report.checks.subject import Passage
from reportgen.text.numbers import measure, scale
from reportgen.value_object import ValueObject

_PLANNED = regex("(?:计划|目标|任务|下达|要求|应当?|拟|预算|既定)[^，。；]{0,14}$")
_MEANT = tuple("计划 目标 任务 下达 要求 应 拟 预算 既定".split())
"""One of these stands in whatever ``_PLANNED`` meets."""
_PLAN_ITSELF = regex("(?:计划|目标|任务)(?:数|任务)?(?:为|是|共|总数)?$")
_DONE = regex("实际|已|完成|建成|实现|(?<!下)达到?|办结|兑现|到位|改造|安装|招录|培训|签约|新增")
_PART = regex("其中|首批|一期|尚|还|剩|其余|未|上半年|季度|超|差|上年|去年|[比较]|每|均")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Planned(ValueObject):
    """What was planned and what was done, of one kind."""

    plan: PrintedFigure
    done: PrintedFigure

    @property
    def rate(self) -> Fraction:
        return Fraction(self.done.value) * scale(self.done.unit) / (Fraction(self.plan.value) * scale(self.plan.unit)) * 100

    def difference(self, unit: str) -> Fraction | None:
        """How much more was done than planned, in a unit of their kind."""
        if self.plan.unit == self.done.unit == unit:
            return Fraction(self.done.value) - Fraction(self.plan.value)
        if not measure(unit):
            return None
        done, plan = self.done.in_unit(unit), self.plan.in_unit(unit)
        return None if done is None or plan is None else done - plan

    def kept(self, *, over: bool) -> bool:
        return self.rate > 100 if over else self.rate >= 100

    def is_of(self, passage: Passage, at: int) -> bool:
        """Whether what stands at a place is said of these: right behind, with no other figure between."""
        between = passage.said[self.done.after : at]
        return self.done.after <= at and len(between) <= 12 and not re.search(r"[。；\d]", between)

    @staticmethod
    def shown(passage: Passage, figure: PrintedFigure) -> str:
        return passage.said[figure.start : figure.after]


def _may_be_planned(clause: str) -> bool:
    return any(word in clause for word in _MEANT)


def planned(passage: Passage) -> list[Planned]:
    """The pairs of a sentence, each of two figures that follow each other."""
    text, found = passage.said, []
    for plan, done in zip(passage.figures, passage.figures[1:], strict=False):
        first, second = clause_before(text, plan.start), clause_before(text, done.start)
        meant = _may_be_planned(first) and _PLANNED.search(first) is not None
        meant = meant and _DONE.search(first.partition("计划")[0]) is None
        kept = _DONE.search(second) is not None and _PART.search(second) is None
        alike = same_kind(plan, done) and plan.unit != "%" and plan.value > 0 and not plan.rough and not done.rough
        if meant and kept and alike and _PART.search(first) is None and not re.search("[。；]", text[plan.after : done.start]):
            found.append(Planned(plan, done))
    return found
