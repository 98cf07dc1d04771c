"""A report → what a machine can find wrong with its figures.

Knows no Word file.  Each check is a small function; ``CHECKS`` is all of them.  A check never changes a figure: it
names it, and asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from jinja2.exceptions import TemplateSyntaxError

from reportgen.facts.data import FILLED, GAP, REDACTED, Datum, NoFigure
from reportgen.facts.fields import WHOLE, Relation
from reportgen.facts.prose import origin, say
from reportgen.facts.report import Report
from reportgen.facts.rewriting import to_rewrite
from reportgen.figures import agrees, decimals, growth, rounded, written
from reportgen.problem import Grade, Problem
from reportgen.sandbox import RUNTIME_FAULTS, Expression

GAP_CODE = "C01"
"""The code of a gap: an error in a final copy, not in a draft."""

Check = Callable[[Report], Iterator[Problem]]


def check(report: Report) -> list[Problem]:
    """All problems of all checks."""
    return [problem for one in CHECKS for problem in one(report)]


def gaps(report: Report) -> Iterator[Problem]:
    """C01: a datum is empty."""
    for datum in report.data.values():
        if datum.state == GAP:
            yield Problem(
                GAP_CODE, f"还缺“{datum.label}”" + (f"（单位：{datum.field.unit}）" if datum.field.unit else ""),
                place=datum.place, hint=f"请{datum.field.department or '经办科室'}报数；本年没有就写“无”",
                department=datum.field.department,
            )  # fmt: skip


def never_given(report: Report) -> Iterator[Problem]:
    """C02: a field of the dictionary is nowhere in the input."""
    absent = [made for path, made in report.dictionary.fields.items() if made.required and path not in report.data]
    for made in absent:
        place = report.texts["标题"].scalar.place() if "标题" in report.texts else None
        yield Problem(
            "C02",
            f"指标“{made.label}”没有列入本年数据",
            Grade.NOTE,
            place,
            "本年没有就写“无”，免得是漏了",
            made.department,
        )


def unknown(report: Report) -> Iterator[Problem]:
    """C03: a datum has no field in the dictionary, so nothing is known of its unit, kind or department."""
    for datum in report.data.values():
        if not datum.known:
            yield Problem(
                "C03",
                f"“{datum.name}”不在指标字典里，不知道单位和科室",
                Grade.WARNING,
                datum.place,
                "在 fields.yaml 里加上，或改正名称",
            )


def limits(report: Report) -> Iterator[Problem]:
    """C04: a value outside its limits; C05: more decimals than the dictionary allows, or a count that is no whole
    number."""
    for datum in _numbers(report):
        made, value = datum.field, datum.number
        if (made.low is not None and value < made.low) or (made.high is not None and value > made.high):
            span = f"{'' if made.low is None else written(made.low)}～{'' if made.high is None else written(made.high)}"
            yield _warn(
                "C04", datum, f"“{made.label}”填的是 {datum.text}，超出 {span} 的范围", "请核对是否多写、少写了位数"
            )
        places = decimals(value)
        allowed = made.decimals if made.decimals is not None else 0 if made.kind in WHOLE else None
        if allowed is not None and places > allowed:
            yield _warn("C05", datum, f"“{made.label}”填的是 {datum.text}，应当{_at_most(allowed)}", "请核对")


def relations(report: Report) -> Iterator[Problem]:
    """C06: a relation of the dictionary does not hold."""
    for relation in report.dictionary.relations:
        yield from _relation(report, relation)


def stated_growth(report: Report) -> Iterator[Problem]:
    """C07: a stated growth does not follow from the two levels, rounded as written, and no 口径 says why."""
    for datum in _numbers(report):
        stated = datum.rate
        if stated is None or stated.state != FILLED or stated.figure is None or stated.field.kind != "增速":
            continue
        try:
            base = datum.base
        except NoFigure:
            continue
        value = -stated.number if stated.field.falling else stated.number
        worked = growth(datum.number, base)
        if agrees(value, datum.number, base) or worked is None:
            continue
        reason = stated.notes.get("口径")
        sentence = (
            f"{datum.label}：本年 {datum.text}{datum.field.unit}，上年 {written(base)}{datum.field.unit}，"
            f"应{_moved(worked)}，填的是{_moved(value, decimals(value))}"
        )
        if reason:
            yield Problem(
                "C07",
                f"{sentence}；口径：{reason}",
                Grade.NOTE,
                stated.place,
                "已按所注口径采用",
                stated.field.department,
            )
        else:
            yield _warn("C07", stated, sentence, "若因可比价或口径调整，请在“口径”里写明；否则请核对")


def stated_points(report: Report) -> Iterator[Problem]:
    """C08: a stated change in 百分点 is not the difference of the two shares."""
    for datum in _numbers(report):
        stated = datum.rate
        if stated is None or stated.figure is None or stated.field.kind != "百分点" or stated.notes.get("口径"):
            continue
        try:
            change = datum.number - datum.base
        except NoFigure:
            continue
        if abs(change - stated.number) > Decimal(1).scaleb(-decimals(stated.number)):
            yield _warn(
                "C08", stated,
                f"{datum.label}：本年 {datum.text}%，上年 {written(datum.base)}%，应变化 {written(change)} 个百分点，填的是 {stated.text}",
                "请核对；口径变了请在“口径”里写明",
            )  # fmt: skip


def list_counts(report: Report) -> Iterator[Problem]:
    """C09: a count is smaller than the list that it counts (equality, where it is meant, is a relation)."""
    for datum in _numbers(report):
        beside = (*datum.path[:-1], datum.field.counts)
        named = report.data.get(beside) if datum.field.counts else None
        if named is not None and named.items and datum.number < len(named.items):
            yield _warn(
                "C09", datum, f"{named.label}：名单列了 {len(named.items)} 家，计数填 {datum.text}", "请核对名单和计数"
            )


def never_used(report: Report) -> Iterator[Problem]:
    """C10: a filled figure that no sentence refers to."""
    used: set[str] = set()
    for sentence in report.sentences():
        said = say(sentence, report.names, draft=True)
        used.update(origin(path) for path in said.read)
    derived = {
        datum.rate.path for datum in report.data.values() if datum.rate is not None and origin(datum.path) in used
    }
    for datum in report.figures:
        if (
            datum.state == FILLED
            and origin(datum.path) not in used
            and datum.path not in derived
            and datum.field.kind != "年份"
        ):
            yield Problem(
                "C10", f"“{datum.label}”填了 {datum.text}，正文里没有用到", Grade.NOTE, datum.place, "请核对是否漏写"
            )


CHECKS: tuple[Check, ...] = (
    gaps, never_given, unknown, limits, relations, stated_growth, stated_points, list_counts, never_used, to_rewrite,
)  # fmt: skip
"""All checks, in the order in which their problems are told."""


def _numbers(report: Report) -> Iterator[Datum]:
    return (datum for datum in report.data.values() if datum.figure is not None)


def _warn(code: str, datum: Datum, message: str, hint: str) -> Problem:
    return Problem(code, message, Grade.WARNING, datum.place, hint, datum.field.department)


def _moved(rate: Decimal, places: int = 1) -> str:
    """增长 12.8%, 下降 4.9%; the word follows the sign."""
    return f"{'下降' if rate < 0 else '增长'} {written(abs(rounded(rate, places)))}%"


def _at_most(places: int) -> str:
    return f"至多 {places} 位小数" if places else "是整数"


_LIST = re.compile(r"名单\(([^()]+)\)")


def _relation(report: Report, relation: Relation) -> Iterator[Problem]:
    source = _LIST.sub(r"(\1|个数)", relation.expression)
    try:
        expression = Expression.parse(source, report.names.sandbox)
    except TemplateSyntaxError:
        yield Problem(
            "F24", f"关系“{relation.expression}”写法不对", Grade.WARNING, relation.place, "写成 甲 <= 乙 这样的式子"
        )
        return
    found = {name: report.names.find(name) for name in expression.names}
    if any(len(paths) != 1 or paths[0] not in report.data for paths in found.values()):
        return
    data = {name: report.data[paths[0]] for name, paths in found.items()}
    if any(datum.state in (GAP, REDACTED) or (datum.figure is None and not datum.items) for datum in data.values()):
        return
    try:
        holds = bool(expression.evaluate(data))
    except RUNTIME_FAULTS:
        holds = False
    if not holds:
        first = next(iter(data.values()))
        values = "，".join(f"{datum.label} {datum.text}{datum.field.unit}" for datum in data.values())
        note = f"（{relation.note}）" if relation.note else ""
        yield _warn("C06", first, f"应当 {relation.expression}{note}，现在是：{values}", "请核对")
