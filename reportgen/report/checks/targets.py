"""Sentences and targets → 超额完成, 完成目标, 完成率 that the figures disprove.

Knows the target noted beside a figure, or a figure called …目标.  A target proves such a claim or disproves it; it never silences it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.scope import is_part_of_year
from reportgen.report.checks.subject import ON, Passage, Subject, ask, tell_at
from reportgen.report.data import Datum
from reportgen.report.model.grammar import TARGET
from reportgen.text.numbers import in_unit, measure, rounded_off, written

if TYPE_CHECKING:
    from reportgen.report.checks.plans import Planned
    from reportgen.report.checks.printed_figures import PrintedFigure
    from reportgen.report.targets import Target

C30 = Code(
    "C30",
    "说完成、超额完成，或完成率，与目标不符",
    "{值: 1880, 目标: 2000}，正文写“超额完成年度目标”",
    "核对数和目标；没有完成就照实写",
)

_WHOSE = r"(?:了)?(?:(?:全年|年度|年初|当年|本年度?|市里?|区里?|县里?|上级|既定|预期|预定|下达|确定|制定|计划|考核|责任书?|承诺|约定|设定|提出|要求|规定|的|各项|任务|目标){0,8})"
_AIMS = (TARGET, "任务", "计划")
_SURPASSED = "超额(?:完成|实现|达成|超?)"
_OVER = regex(rf"{_SURPASSED}|(?:超过|超出|高于|突破|超){_WHOSE}(?:目标|任务|计划)|超目标|超计划")
_SURPASSED_ALONE = regex(_SURPASSED)
_DONE = regex(
    rf"(?:顺利|圆满|如期|全面|全部|提前|按期|胜利|较好|均|已|高质量)?(?:完成|实现|达到|达成|兑现){_WHOSE}(?:目标|任务|计划)(?:任务|目标|数)?(?!的|{ON}{{0,4}}\d)|达到?目标"
)
_NOT = tuple(
    "未 没 没有 没能 尚未 不 距 离 差 低于 接近 基本 力争 确保 计划 预计 为 为了 围绕 对照 锚定 推动 冲刺 能否 可望 有望 将".split()
)
"""What makes no claim of what follows within six characters of its clause."""
_RATE = regex(
    rf"(?:完成{_WHOSE}(?:目标|任务|计划)(?:任务|数)?的|(?:目标|任务|计划)?完成率(?:为|达到|达|是)?|(?:为|是|占|达到?){_WHOSE}(?:目标|任务|计划)(?:任务|数)?的)(?:约|近|超过|超)?$"
)

_MISSING = regex(rf"(?:距离?|离|与|比){_WHOSE}(?:目标|任务|计划)?(?:任务|数)?(?:仅|尚|还|仍)?(?:差|少|缺|缺口为?|有(?=$))(?:距)?(?:约|近|超过)?$")
_GAP = regex("的?(?:差距|缺口|差额|距离)")
_BEYOND = regex(rf"[比较]{_WHOSE}(?:多|高|增加|超)(?:出|了|额)?(?:约|近)?$|(?:超过|超出|高出|多于|超){_WHOSE}(?:目标|任务|计划)(?:任务|数)?(?:约|近|的)?$")


_UNDONE = regex(rf"(?:未能?|没有?能?|尚未)(?:如期|按期|全面|全部)?(?:完成|实现|达到|达成){_WHOSE}(?:目标|任务|计划)")
_MAY_BE_UNDONE = tuple(
    sign + how + verb
    for sign in "未能没有" for how in ("", "如期", "按期", "全面", "全部") for verb in ("完成", "实现", "达到", "达成")
)  # fmt: skip
_OVER_BY = regex(
    rf"超额(?:完成)?(?:了)?$|(?:超额(?:完成|实现)|超过|超出|超){_WHOSE}(?:目标|任务|计划)(?:任务|数)?(?:的)?(?:约|近|超过)?$"
    rf"|[比较]{_WHOSE}(?:目标|任务|计划)(?:数)?(?:多|高|超)(?:出|了)?(?:约|近)?$"
)
"""What how far beyond a target stands behind, in per cent: 超额完成年度目标3.5%."""
_DONE_OF = regex(
    rf"(?<![未不])(?:完成|实现|达到|达成|兑现)(?:了)?{_WHOSE}(?P<name>[^，。；、\d]{{3,14}}?)(?:全年|年度|预期|既定|的)*(?:目标|任务|计划)(?!的|{ON}{{0,4}}\d)"
)
"""提前两个月完成引进外资年度目标: the target is called by its figure's name."""
_BETWEEN = tuple("全年 年度 预期 既定 的".split())


def targets(subject: Subject) -> Iterator[Problem]:
    """C30: a sentence says that a target was reached, or how far, and the figure and its target say another.

    Why: 超额完成 stays in the sentence when the figure is corrected downward.
    Example: ``新增城镇就业岗位【新增城镇就业岗位】个，超额完成年度目标`` with 1880 of 2000
    """
    for passage in subject.figured:
        if passage.body and _may_be_held(subject, passage) and (
            TARGET in passage.said or "任务" in passage.said or "完成" in passage.said or "计划" in passage.said
        ):
            yield from _claimed(subject, passage)
            yield from _called(subject, passage)
            yield from _undone(subject, passage)
            yield from _typed_target(subject, passage)
            yield from _stated(subject, passage)
            yield from _away(subject, passage)
    yield from _nearly(subject)


def proven(subject: Subject, passage: Passage) -> bool:
    """Whether the claims of a sentence speak of figures whose targets have been reached."""
    claims = () if passage.crowd or not _may_be_held(subject, passage) else tuple(_over(passage.said))
    if len(claims) == 1 and any(pair.is_of(passage, claims[0].start()) and pair.kept(over=True) for pair in _planned(passage)):
        return True
    found = (_about(subject, passage, each.start()) for each in claims)
    return bool(claims) and all(pair is not None and _holds(pair[0], pair[1], over=True) for pair in found)


def _may_be_held(subject: Subject, passage: Passage) -> bool:
    """Whether there is a figure, or the name of one, that a claim could speak of."""
    return bool(passage.figures or subject.by_name)


def _planned(passage: Passage) -> list[Planned]:
    if len(passage.figures) < 2:
        return []
    from reportgen.report.checks.plans import planned  # here: a year may have no two figures in one sentence

    return planned(passage)


def _target_of(datum: Datum, subject: Subject) -> Target | None:
    from reportgen.report.targets import (
        target_of,  # here: not every year has a figure that can be held against a target
    )

    return target_of(datum, subject.report.data)


def _holds(datum: Datum, target: Target, *, over: bool) -> bool:
    if target.value is None:
        return True
    value = Fraction(datum.number)
    return value > target.value if over else value >= target.value


def _claimed(subject: Subject, passage: Passage) -> Iterator[Problem]:
    text = passage.said
    beyond = {at for each in _over(text) for at in range(*each.span())}
    for claims, over in ((_over(text), True), (_done(text), False)):
        for found in claims:
            if _is_no_claim(text, found.start()) or (not over and found.start() in beyond):
                continue
            pair = _about(subject, passage, found.start())
            if pair is None:
                yield from _below(passage, found)
                yield from _unplanned(passage, found, over=over)
            if pair is None or _holds(*pair, over=over):
                continue
            datum, target = pair
            message = say(
                "“{words}”与目标不符：“{label}”完成 {done}{unit}，目标 {target}{unit}",
                words=found[0], label=datum.label, done=datum.text, target=target.text, unit=datum.field.unit,
            )  # fmt: skip
            yield from tell_at(C30, passage, found.start(), message, say("核对数和目标；没有完成就照实写"), about=datum)


def _over(text: str) -> Iterator[re.Match[str]]:
    """What says that more was done than was meant; mostly that is 超额完成, and the long pattern need not be asked."""
    beside = text.replace("超额", "额")  # any 超 in it begins no 超额
    if any(word in beside for word in ("超", "高于", "突破")) and any(aim in text for aim in _AIMS):
        return _OVER.finditer(text)
    return _SURPASSED_ALONE.finditer(text) if "超额" in text else iter(())


def _done(text: str) -> Iterator[re.Match[str]]:
    return _DONE.finditer(text) if any(aim in text for aim in _AIMS) else iter(())


def _is_no_claim(text: str, at: int) -> bool:
    """Whether a word right before a claim takes it back: 未, 力争, 距."""
    before = text[max(0, at - 16) : at].removesuffix("\n")
    before = before[max(map(before.rfind, "，。；")) + 1 :]
    return any(before.rfind(word) >= max(0, len(before) - len(word) - 6) for word in _NOT)


def _undone(subject: Subject, passage: Passage) -> Iterator[Problem]:
    """未能完成年度目标, of a target that was reached."""
    for found in _UNDONE.finditer(passage.said) if _may_be_undone(passage.said) else ():
        pair = _about(subject, passage, found.start())
        if pair is not None and pair[1].value is not None and _holds(*pair, over=False):
            datum, target = pair
            message = say(
                "“{words}”与目标不符：“{label}”完成 {done}{unit}，目标 {target}{unit}",
                words=found[0], label=datum.label, done=datum.text, target=target.text, unit=datum.field.unit,
            )  # fmt: skip
            yield from tell_at(C30, passage, found.start(), message, say("核对数和目标"), about=datum)


def _may_be_undone(text: str) -> bool:
    return ("未" in text or "没" in text) and any(words in text for words in _MAY_BE_UNDONE)


def _unplanned(passage: Passage, found: re.Match[str], *, over: bool) -> Iterator[Problem]:
    """计划改造12公里，实际完成10.8公里，超额完成年度计划: both figures are typed."""
    for pair in _planned(passage):
        if pair.is_of(passage, found.start()) and not pair.kept(over=over):
            message = say(
                "“{words}”与前面写的不符：计划 {plan}，完成 {done}",
                words=found[0], plan=pair.shown(passage, pair.plan), done=pair.shown(passage, pair.done),
            )  # fmt: skip
            yield from tell_at(C30, passage, found.start(), message, say("核对数和目标；没有完成就照实写"))


_TARGET_OF = regex("^(?:全年|年度|年初|当年)*(?:目标|任务|计划)(?:为|是|要求)?")


def _typed_target(subject: Subject, passage: Passage) -> Iterator[Problem]:
    """年度目标引进外资3300万美元: the target itself, called by its figure's name."""
    for figure in passage.figures:
        clause = clause_before(passage.said, figure.start)
        words = _TARGET_OF.match(clause) if figure.is_typed and figure.unit != "%" else None
        datum = subject.by_name.get(clause[words.end() :]) if words is not None else None
        target = _target_of(datum, subject) if datum is not None else None
        value = figure.in_unit(datum.field.unit) if datum is not None else None
        if datum is not None and target is not None and target.value is not None and value not in (None, target.value):
            message = say(
                "手打的目标“{typed}”与数据不符：“{label}”的目标是 {target}{unit}",
                typed=passage.said[figure.start : figure.after], label=datum.label, target=target.text, unit=datum.field.unit,
            )  # fmt: skip
            yield from tell_at(C30, passage, figure.start, message, say("核对目标"), about=datum)


def _called(subject: Subject, passage: Passage) -> Iterator[Problem]:
    """提前两个月完成引进外资年度目标."""
    for found in _DONE_OF.finditer(passage.said) if _may_be_called(passage.said, tuple(subject.by_name)) else ():
        datum = subject.by_name.get(found["name"])
        target = _target_of(datum, subject) if datum is not None else None
        before = passage.said[: found.start()]
        denied = _is_no_claim(before, len(before)) or is_part_of_year(before)
        if datum is not None and target is not None and not denied and not _holds(datum, target, over=False):
            message = say(
                "“{words}”与目标不符：“{label}”完成 {done}{unit}，目标 {target}{unit}",
                words=found[0], label=datum.label, done=datum.text, target=target.text, unit=datum.field.unit,
            )  # fmt: skip
            yield from tell_at(C30, passage, found.start(), message, say("核对数和目标；没有完成就照实写"), about=datum)


def _may_be_called(text: str, names: tuple[str, ...]) -> bool:
    """Whether a name stands before 目标, 任务 or 计划, with nothing between them but 年度, 的 and such: without it nothing comes of
    what ``_DONE_OF`` meets."""
    for at in range(len(text)) if any(aim in text for aim in _AIMS) else ():
        head = text[:at] if text.startswith(_AIMS, at) else ""
        while head:
            if head.endswith(names):
                return True
            between = next((word for word in _BETWEEN if head.endswith(word)), head)
            head = head.removesuffix(between)
    return False


_TYPED_RATE = regex(r"^[^。；]{0,24}?(?:完成|达成|兑现)率(?:为|达到?|是|约)*$")


def _below(passage: Passage, found: re.Match[str]) -> Iterator[Problem]:
    """超额完成…，完成率98.6%, of what the data do not know: the claim against the rate that is typed behind it."""
    for figure in passage.figures:
        said = passage.said[found.end() : figure.start] if figure.start >= found.end() else "。"
        if figure.unit == "%" and figure.value < 100 and _TYPED_RATE.search(said):
            message = say("说“{words}”，完成率却是 {rate}%", words=found[0], rate=written(figure.value))
            yield from tell_at(C30, passage, found.start(), message, say("核对完成率；没有完成就照实写"))


_FAR = 300
"""So many characters from a claim nobody looks for the figure of which it speaks."""


def _about(subject: Subject, passage: Passage, at: int) -> tuple[Datum, Target] | None:
    """The figure that a claim speaks of: the last before it in its clauses, else the first behind it, that has a target."""
    text = passage.said
    if is_part_of_year(text[max(0, at - _FAR) : at]):
        return None
    start = max(text.rfind("；", 0, at), text.rfind("。", 0, at), at - _FAR) + 1
    end = min(place if place >= 0 else len(text) for place in (*(text.find(sign, at, at + _FAR) for sign in "；。"), at + _FAR))
    levels = [
        (each.start, datum)
        for each in passage.figures
        if start <= each.start < end and (datum := _level(subject, passage, each))
    ]
    named = [
        (text.rfind(name, start, end), datum) for name, datum in subject.by_name.items() if name in text[start:end]
    ]
    around = sorted(dict((*named, *levels)).items())
    before = [datum for place, datum in around if place < at]
    behind = [datum for place, datum in around if place >= at]
    for datum in (*before[-1:], *([] if before else behind[:1])):
        target = _target_of(datum, subject)
        if target is not None and datum.is_number:
            return datum, target
    return None


def _level(subject: Subject, passage: Passage, figure: PrintedFigure) -> Datum | None:
    datum = figure.level
    return None if datum is None or datum.path[-1].endswith(TARGET) else datum


def _share_of(datum: Datum, target: Target) -> Message:
    """How the program says it: the target by its name, or, where it stands beside the figure, by its number."""
    noted = datum.target if target.paths == (datum.path,) else None
    whole = written(noted.value) if noted is not None else target.paths[0][-1]
    return say("核对后改成【{name}|占({whole})】，后面不再写“%”", name=datum.path[-1], whole=whole)


def _stated(subject: Subject, passage: Passage) -> Iterator[Problem]:
    for figure in passage.figures:
        if figure.unit != "%" or not figure.is_typed:
            continue
        words = _RATE.search(passage.said[: figure.start])
        beyond = _OVER_BY.search(passage.said, max(0, figure.start - 40), figure.start) if words is None else None
        words = words or beyond
        pair = _about(subject, passage, words.start()) if words else None
        if words is not None and pair is None:
            yield from _against_plan(passage, figure, words, beyond=beyond is not None)
        if pair is None or pair[1].value is None or not pair[1].value:
            continue
        datum, target = pair
        exact = Fraction(datum.number) / (target.value or 1) * 100 - (100 if beyond else 0)
        if not figure.admits(exact):
            typed = passage.said[figure.start : figure.after]
            message = say(
                "手打的完成率“{typed}”与数不符：“{label}”完成 {done}，目标 {target}，应为 {right}%",
                typed=typed, label=datum.label, done=datum.text, target=target.text, right=written(rounded_off(exact, 1)),
            )  # fmt: skip
            yield from tell_at(
                C30,
                passage,
                figure.start,
                message,
                _share_of(datum, target),
                about=datum,
            )


def _against_plan(passage: Passage, figure: PrintedFigure, words: re.Match[str], *, beyond: bool) -> Iterator[Problem]:
    """计划新建500个，已建成420个，完成率为94%."""
    for pair in _planned(passage):
        exact = pair.rate - (100 if beyond else 0)
        if pair.is_of(passage, words.start()) and not figure.admits(exact):
            typed, right = passage.said[figure.start : figure.after], written(rounded_off(exact, 1))
            message = say(
                "手打的完成率“{typed}”与数不符：计划 {plan}，完成 {done}，应为 {right}%",
                typed=typed, plan=pair.shown(passage, pair.plan), done=pair.shown(passage, pair.done), right=right,
            )  # fmt: skip
            yield from tell_at(C30, passage, figure.start, message, say("核对这几个数"))


def _may_be_missing(before: str) -> bool:
    """A quick look for ``_MISSING``: few figures stand behind such words."""
    return any(sign in before for sign in "差少缺有")


def _may_be_beyond(before: str) -> bool:
    return any(sign in before for sign in "多高超增")


def _away(subject: Subject, passage: Passage) -> Iterator[Problem]:
    """距目标尚差120个, 超出目标280个: how far a figure is from its target, or the target itself."""
    for figure in passage.figures:
        before = passage.said[max(0, figure.start - 30) : figure.start]
        missing = _MISSING.search(before) if _may_be_missing(before) else None
        beyond = _BEYOND.search(before) if _may_be_beyond(before) else None
        if missing and missing[0].endswith("有") and not _GAP.match(passage.said, figure.after):
            missing = None
        found = missing or beyond
        at = figure.start - len(before) + found.start() if found else 0
        pair = _about(subject, passage, at) if found and figure.is_typed and figure.unit != "%" else None
        if found and pair is None and figure.is_typed:
            yield from _from_plan(passage, figure, at, -1 if missing else 1)
        if pair is None or pair[1].value is None or measure(figure.unit) != measure(pair[0].field.unit):
            continue
        datum, target = pair
        away = (Fraction(datum.number) - pair[1].value) * (-1 if missing else 1)
        value = figure.in_unit(datum.field.unit)
        if value is None or figure.admits(in_unit(away, datum.field.unit, figure.unit)) or (beyond and value == target.value):
            continue
        message = say(
            "“{words}”与目标不符：“{label}”完成 {done}{unit}，目标 {target}{unit}",
            words=passage.said[at : figure.after], label=datum.label, done=datum.text, target=target.text, unit=datum.field.unit,
        )  # fmt: skip
        yield from tell_at(C30, passage, at, message, say("核对数和目标"), about=datum)


def _from_plan(passage: Passage, figure: PrintedFigure, at: int, way: int) -> Iterator[Problem]:
    """计划新建120个，实际建成138个，比计划多18个."""
    for pair in _planned(passage):
        away = pair.difference(figure.unit)
        if pair.is_of(passage, at) and away is not None and not figure.admits(away * way):
            message = say(
                "“{words}”与前面写的不符：计划 {plan}，完成 {done}，相差 {away}",
                words=passage.said[at : figure.after], plan=pair.shown(passage, pair.plan), done=pair.shown(passage, pair.done),
                away=written(rounded_off(abs(away), 4)),
            )  # fmt: skip
            yield from tell_at(C30, passage, at, message, say("核对这几个数"))


def _nearly(subject: Subject) -> Iterator[Problem]:
    """A target missed by so little that the table's 完成率 would be rounded to 100.0."""
    for datum in subject.numbers:
        target = _target_of(datum, subject)
        if target is None or target.value is None or target.value <= 0:
            continue
        exact = Fraction(datum.number) / target.value * 100
        if exact < 100 and rounded_off(exact, 1) >= 100:
            from reportgen.report.targets import reached

            shown = reached(datum, target)
            if shown is None:
                continue
            message = say(
                "“{label}”完成 {done}{unit}，目标 {target}{unit}，没有完成；完成率不进位，印 {words}%",
                label=datum.label, done=datum.text, target=target.text, unit=datum.field.unit,
                words=written(shown),
            )  # fmt: skip
            yield from ask(C30, datum, message, say("请核对；没有完成就不要写成完成"), Grade.WARNING)
