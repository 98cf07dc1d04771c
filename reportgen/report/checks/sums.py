"""Sentences → sums that do not add up, parts larger than their whole, shares and rates that the figures beside them disprove.

Knows the figures of one sentence, typed or printed by references.  “其中” need not name every part, so that a smaller sum is
asked about only where three or more parts come so near to the whole that they seem meant to be all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.report.checks.moves import move_before
from reportgen.report.checks.printed_figures import PrintedFigure, clause_before, same_kind
from reportgen.report.checks.scope import is_part_of_year
from reportgen.report.checks.subject import Passage, Subject, tell_at
from reportgen.report.model.grammar import TARGET
from reportgen.text.numbers import finite, measure, rounded_off, scale, written

C33 = Code(
    "C33",
    "分项与总数、占比与两个数、单价与总价对不上",
    "共120件，其中信访50件、劳动争议40件、邻里纠纷20件",
    "核对分项和总数",
)

_PARTS = re.compile(r"其中|包括|分别(?:为|是|有)|由[^，。；]{0,6}组成|：")
_ALL = re.compile(r"分别(?:为|是|有)|由[^，。；]{0,6}组成|：")
_SOME = re.compile(r"等(?!级|次|额|待)|主要|为主|重点|最[多大高]|如|特别是|约|余|近|多(?=[，。；、个家件])")
_TOTAL_AFTER = re.compile(r"(?:共计?|合计|总计|累计|一共)(?:达到?|为|是|有|[^\d，。；、]{0,6})?$")
_SHARE = re.compile(
    r"占(?P<whole>[^，。；、\d占]{0,16}?)(?:的)?(?:比重|比例|比|份额)?(?:的|为|达到?|约|近|超过?|超|高达|仅)*$"
)
_RATE = re.compile(r"(?P<stem>[^\W\da-zA-Z_]{2})率(?:为|达到?|约|近|超过?|是|高达)*$")
_EACH = re.compile(r"(?:人均|户均|每[人户家件亩个]|平均每[人户家件亩个]|亩均|单价)[^\d，。；]{0,10}$")
_WHOLE_SUM = re.compile(r"(?:共计?|合计|总计|累计|总额|总投入|总金额)[^\d，。；]{0,10}$")
_RATIO = re.compile(r"(?<![\d.:：])(\d{1,3}(?:\.\d+)?)[:：∶](\d{1,3}(?:\.\d+)?)[:：∶](\d{1,3}(?:\.\d+)?)(?![\d.:：])")
_LEVEL_WORDS = ("上年", "去年", "同期", TARGET, "计划", "任务")
_NEAR = Fraction(4, 5)


def sums(subject: Subject) -> Iterator[Problem]:
    """C33: parts that do not make their total, a part above its whole, a typed share or rate that the two figures
    do not make.

    Why: a part was corrected, and the total, or the share typed behind it, was not.
    Example: ``化解矛盾纠纷120件，其中信访50件、劳动争议40件、邻里纠纷20件``
    """
    for passage in subject.current:
        if not passage.body:
            continue
        if len(passage.figures) > 1:
            levels = _levels(passage)
            yield from _parts(passage, levels)
            yield from _added(passage, levels)
            if "%" in passage.said:
                yield from _shares(passage, subject, levels)
                yield from _rates(passage, levels)
                yield from _hundred(passage)
            if "均" in passage.said or "每" in passage.said or "单价" in passage.said:
                yield from _per_head(passage)
        yield from _ratio(passage)


def _levels(passage: Passage) -> list[PrintedFigure]:
    """The figures that are amounts or numbers of things, and neither growth nor last year's nor a target."""
    found = []
    for each in passage.figures:
        if each.unit in ("%", "‰", "百分点", "个百分点", "倍", ""):
            continue
        before = passage.said[max(0, each.start - 24) : each.start]
        move = move_before(before)
        clause = clause_before(passage.said, each.start)
        changed = move is not None and not move.to and re.search(r"[比较](?:上年|去年)|同比", clause)
        reference = each.reference
        derived = reference is not None and each.level is None and reference.datum is not None
        if not changed and not derived and not any(word in clause for word in _LEVEL_WORDS):
            found.append(each)
    return found


def _parts(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    text = passage.said
    for number, whole in enumerate(levels[:-1]):
        following = levels[number + 1]
        opening = _PARTS.search(text[whole.after : following.start])
        if (
            opening is None
            or len(text[whole.after : following.start]) > 30
            or any(sign in text[whole.after : following.start] for sign in "。；")
        ):
            continue
        parts = _listed(text, levels[number + 1 :], whole)
        if parts:
            yield from _judged(passage, whole, parts, whole.after + opening.start())


def _listed(text: str, figures: Sequence[PrintedFigure], whole: PrintedFigure) -> list[PrintedFigure]:
    """The parts that follow: of the whole's kind, parted by 、 or ， and never by ； or 。."""
    found: list[PrintedFigure] = []
    last = figures[0].start
    for each in figures:
        between = text[last : each.start]
        if (
            any(sign in between for sign in "；。")
            or not same_kind(each, whole)
            or len(between) > 24
            or "占" in between
            or _TOTAL_AFTER.search(between)
        ):
            break
        found.append(each)
        last = each.after
    return found


def _judged(passage: Passage, whole: PrintedFigure, parts: Sequence[PrintedFigure], at: int) -> Iterator[Problem]:
    total, added = _size(whole), sum(map(_size, parts), Fraction(0))
    said = passage.said[at : parts[-1].after + 1]
    exact = not any(each.rough for each in (whole, *parts))
    complete = bool(_ALL.search(said[: parts[0].start - at])) and len(parts) > 1
    listed = passage.said[parts[0].start : parts[-1].after]
    seems_complete = len(parts) >= 3 and not _SOME.search(said) and added >= total * _NEAR and "、" in listed
    larger = next((each for each in parts if _size(each) > total), None)
    slack = sum((_slack(each) for each in (whole, *parts)), Fraction(0))
    if larger is not None and exact:
        yield from _told(passage, whole, [larger], at)
    elif exact and (
        (added > total + slack and "、" in listed) or ((complete or seems_complete) and abs(added - total) > slack)
    ):
        yield from _told(passage, whole, parts, at)


def _slack(figure: PrintedFigure) -> Fraction:
    """What rounding leaves open; whole numbers of things are exact."""
    exponent = figure.value.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    exact = not places and scale(figure.unit) == 1
    return Fraction(0) if exact else Fraction(1, 2 * 10**places) * scale(figure.unit)


def _size(figure: PrintedFigure) -> Fraction:
    return Fraction(figure.value) * scale(figure.unit)


def _told(passage: Passage, whole: PrintedFigure, parts: Sequence[PrintedFigure], at: int) -> Iterator[Problem]:
    added = sum(map(_size, parts), Fraction(0)) / scale(whole.unit)
    total = passage.said[whole.start : whole.after]
    listed = " + ".join(str(each.value) for each in parts)
    message = say(
        "分项与总数对不上：{listed} = {added}{unit}，总数是 {total}",
        listed=listed,
        added=_plain(added),
        unit=whole.unit,
        total=total,
    )
    about = whole.level or parts[0].level
    yield from tell_at(
        C33, passage, at, message, say("核对分项和总数；分项没有列全的，写明“等”或“主要是”"), about=about
    )


def _plain(value: Fraction) -> str:
    exact = finite(value)
    return written(exact if exact is not None else rounded_off(value, 2))


def _added(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """甲50件、乙40件，共120件."""
    text = passage.said
    for number, whole in enumerate(levels):
        before = levels[:number]
        if (
            len(before) < 2
            or not _TOTAL_AFTER.search(text[before[-1].after : whole.start])
            or len(text[before[-1].after : whole.start]) > 10
        ):
            continue
        parts: list[PrintedFigure] = []
        last = whole.start
        for each in reversed(before):
            between = text[each.after : last]
            if (
                any(sign in between for sign in "；。")
                or not same_kind(each, whole)
                or (parts and ("，" in between or len(between) > 16))
            ):
                break
            parts.insert(0, each)
            last = each.start
        if (
            len(parts) >= 2
            and not any(each.rough for each in (whole, *parts))
            and "其中" not in text[: parts[0].start][-12:]
        ):
            slack = sum((_slack(each) for each in (whole, *parts)), Fraction(0))
            if abs(sum(map(_size, parts), Fraction(0)) - _size(whole)) > slack:
                yield from _told(passage, whole, parts, parts[0].start)


def _shares(passage: Passage, subject: Subject, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """占总收入的63.9%, typed, against the two figures."""
    text = passage.said
    for share in passage.figures:
        words = _SHARE.search(text[: share.start]) if share.unit == "%" and share.is_typed else None
        if words is None:
            continue
        before = [
            each
            for each in levels
            if each.start < words.start() and not any(sign in text[each.after : words.start()] for sign in "；。")
        ]
        part = before[-1] if before else None
        if part is None or len(text[part.after : words.start()]) > 24 or is_part_of_year(text[: part.start]):
            continue
        whole = _whole(words["whole"], part, before[:-1], passage, subject)
        if whole and not share.admits(_size(part) / whole * 100):
            yield from _wrong_share(passage, share, _size(part) / whole * 100, words.start())


def _whole(
    name: str, part: PrintedFigure, before: Sequence[PrintedFigure], passage: Passage, subject: Subject
) -> Fraction | None:
    """The whole that a share is of: a figure of the sentence or of the data that is called so, else the total just named."""
    plain = name.removesuffix("的").removeprefix("全部").removeprefix("全年").removeprefix("同期")
    stem = re.sub("(?:总数|总量|总额|数|量)$", "", plain)
    for each in reversed(before):
        if same_kind(each, part) and len(stem) >= 2 and stem in passage.said[max(0, each.start - 20) : each.start]:
            return _size(each)
    if len(plain) >= 3:
        for leaf, datum in subject.by_name.items():
            if leaf.endswith(plain) and measure(datum.field.unit) == measure(part.unit):
                return Fraction(datum.number) * scale(datum.field.unit)
    if (
        plain in ("", "总数", "总量", "总额", "总")
        and before
        and same_kind(before[-1], part)
        and _size(before[-1]) >= _size(part)
    ):
        return _size(before[-1])
    return None


def _rates(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """排查5410户，整改1524户，整改率28.2%."""
    text = passage.said
    for share in passage.figures:
        words = _RATE.search(text, max(0, share.start - 12), share.start) if share.unit == "%" and share.is_typed else None
        before = [each for each in levels if each.start < share.start]
        if words is None or len(before) < 2 or any(sign in text[before[-2].start : words.start()] for sign in "；。"):
            continue
        whole, part = before[-2], before[-1]
        named = words["stem"] in clause_before(text, part.start)
        if (
            named
            and same_kind(whole, part)
            and _size(whole) >= _size(part) > 0
            and not share.admits(_size(part) / _size(whole) * 100)
        ):
            yield from _wrong_share(passage, share, _size(part) / _size(whole) * 100, words.start())


def _wrong_share(passage: Passage, share: PrintedFigure, right: Fraction, at: int) -> Iterator[Problem]:
    typed = passage.said[share.start : share.after]
    message = say(
        "手打的“{typed}”与两个数不符，应为 {right}%",
        typed=typed,
        right=written(rounded_off(right, max(1, _places(share.value)))),
    )
    yield from tell_at(C33, passage, at, message, say("核对后改成【分项|占(总数)】这样的写法，由程序算"))


def _places(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


def _per_head(passage: Passage) -> Iterator[Problem]:
    """为120人发放补贴，人均300元，共计3.6万元."""
    text = passage.said
    for each in passage.figures:
        if not _EACH.search(text[: each.start]) or not measure(each.unit) or each.unit == "%":
            continue
        counts = [
            one
            for one in passage.figures
            if one.start < each.start and one.unit.lstrip("万") in tuple("人户家名件亩个")
        ]
        totals = [
            one
            for one in passage.figures
            if measure(one.unit) == measure(each.unit) and one is not each and _WHOLE_SUM.search(text[: one.start])
        ]
        if len(counts) != 1 or len(totals) != 1 or each.rough or totals[0].rough or counts[0].rough:
            continue
        count = Fraction(counts[0].value) * (10_000 if counts[0].unit.startswith("万") else 1)
        product, total = count * _size(each), _size(totals[0])
        allowed = count * _slack_of(each) + _slack_of(totals[0])
        if abs(product - total) > max(allowed, total / 100):
            message = say(
                "人均与总数对不上：{count} × {each} = {product}，正文写的是 {total}",
                count=text[counts[0].start : counts[0].after], each=text[each.start : each.after],
                product=_plain(product / scale(totals[0].unit)) + totals[0].unit, total=text[totals[0].start : totals[0].after],
            )  # fmt: skip
            yield from tell_at(C33, passage, each.start, message, say("核对这三个数"))


def _slack_of(figure: PrintedFigure) -> Fraction:
    return Fraction(1, 2 * 10 ** _places(figure.value)) * scale(figure.unit)


def _hundred(passage: Passage) -> Iterator[Problem]:
    """占比分别为40%、35%和20%."""
    text = passage.said
    found = re.search(r"(?:占比?|比重|比例|份额)(?:分别)?(?:为|达|是)|分别占[^，。；\d]{0,10}", text)
    if found is None:
        return
    shares: list[PrintedFigure] = []
    last = found.end()
    for each in passage.figures:
        if each.start < found.end() or each.unit != "%":
            continue
        if text[last : each.start].strip("、和以及") and shares:
            break
        if not shares and each.start - last > 2:
            return
        shares.append(each)
        last = each.after
    total = sum((Fraction(each.value) for each in shares), Fraction(0))
    slack = sum((Fraction(1, 2 * 10 ** _places(each.value)) for each in shares), Fraction(0))
    if len(shares) >= 3 and slack < abs(total - 100) <= 15 and not any(each.rough for each in shares):
        message = say("几个占比加起来是 {total}%，不是 100%", total=_plain(total))
        yield from tell_at(C33, passage, shares[0].start, message, say("核对各项占比；没有列全的，写明“等”"))


def _ratio(passage: Passage) -> Iterator[Problem]:
    """三次产业结构比为5:40:55."""
    for found in (
        _RATIO.finditer(passage.said) if ":" in passage.said or "∶" in passage.said or "：" in passage.said else ()
    ):
        values = [Decimal(each) for each in found.groups()]
        total = sum(values, Decimal(0))
        places = max(map(_places, values))
        if 85 <= total <= 115 and abs(total - 100) > Decimal(15).scaleb(-places - 1):
            yield from tell_at(
                C33,
                passage,
                found.start(),
                say("“{words}”加起来是 {total}，不是 100", words=found[0], total=written(total)),
                say("核对各项占比"),
            )
