"""Sentences → shares and rates that the figures beside them disprove, and shares or ratios that do not make a hundred.

Knows the figures of one sentence, typed or printed by references.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.moves import move_before
from reportgen.report.checks.printed_figures import PrintedFigure, same_kind
from reportgen.report.checks.scope import is_part_of_year
from reportgen.report.checks.sizes import C33, in_digits, places_of, size_of
from reportgen.report.checks.subject import Passage, Subject, tell_at
from reportgen.text.numbers import measure, rounded_off, scale, written

_SHARE = regex(
    r"占(?P<whole>[^，。；、\d占]{0,16}?)(?:的)?(?:比重|比例|比|份额)?(?:的|为|达到?|约|将?近|接近|超过?|过|逾|不足|不到|高达|仅)*$"
)
_SAID_SHARE = regex(r"(\d+(?:\.\d+)?)%")
_RATE = regex(r"(?P<stem>[^\W\da-zA-Z_]{2})率(?:为|达到?|约|近|超过?|是|高达)*$")
_PART_OF = regex(
    r"(?P<part>[^，。；、\d]{2,10}?)(?:仅|已|约)?(?:占|达到|达|是|为|相当于|不到|不足|超过|接近|超|约|近)"
    r"(?P<whole>[^，。；、\d占]{2,12})的?(?:比重|比例)?的?(?:仅|约|近|超)?$"
)
_OF_WHOLE = regex(
    r"(?:仅|已|约)?(?:占|达到|达|是|为|相当于)?(?P<rough>不到|不足|超过|接近|超|约|近)?(?:全部|全年)?"
    r"(?P<whole>[^，。；、\d占]{3,14}?)的(?:仅|约|近|超)?"
)
_FAR_FROM = regex(r"(?:不到|不足|超过|接近|超|约|近)$")
_PART_ALONE = regex(
    r"(?:，|^)(?:其中)?已?(?P<part>[^，。；、\d]{2,10}?)的?(?:户数|人数|家数|件数|数|量|面积)?"
    r"(?:已|仅|占|达到?|不足|不到|超过?|过|约|近|将近|接近)*$"
)
_IN_TIME = regex(r"(?:按[时期]|及时|限时|提前|首次|一次性?|当[天日场])$")
"""Of what was done, a part that was done so: 按时办结率."""
_MEANT = {"龄化": ("老年", "岁以上"), "洁化": ("保洁",), "镇化": ("城镇",), "结案": ("审结", "办结"), "成率": ("完成",), "决率": ("解决",)}
"""Rates whose words are not those of the figure that they are of: 老龄化率."""
_DUE = regex("^(?:全部|全街|辖区)?(?:应|总|共|符合条件)")
_GRADED_BY = regex(r"岁|万元(?:以[上下]|及以[上下])|[一二三]产|第[一二三]产业|大专|本科|高中|初中|男|女")


def typed_shares(passage: Passage, subject: Subject, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """C33 of shares: typed ones and rates that the figures beside them do not make, and several that do not make 100."""
    yield from _shares(passage, subject, levels)
    yield from _rates(passage, levels)
    yield from _hundred(passage)
    yield from _named_shares(passage, subject, levels)


def _shares(passage: Passage, subject: Subject, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """占总收入的63.9%, typed, against the two figures."""
    text = passage.said
    for share in passage.figures:
        words = _SHARE.search(text, max(0, share.start - 60), share.start) if share.unit == "%" and share.is_typed else None
        if words is None:
            yield from _of_figure(passage, share, levels)
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
        if whole and not share.admits(size_of(part) / whole * 100):
            yield from _wrong_share(passage, share, size_of(part) / whole * 100, words.start())


def _of_figure(passage: Passage, share: PrintedFigure, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """第三产业增加值32.5亿元，占生产总值65亿元的55%: the whole is a figure that stands within the words."""
    text, before = passage.said, [each for each in levels if each.start < share.start]
    if len(before) < 2 or share.unit != "%" or not share.is_typed or text[before[-1].after : share.start].strip("约近超过") != "的":
        return
    part, whole = before[-2:]
    said = "占" in clause_before(text, whole.start) and same_kind(part, whole) and "；" not in text[part.after : whole.start]
    if said and not share.admits(size_of(part) / size_of(whole) * 100):
        yield from _wrong_share(passage, share, size_of(part) / size_of(whole) * 100, share.start)


def _whole(
    name: str, part: PrintedFigure, before: Sequence[PrintedFigure], passage: Passage, subject: Subject
) -> Fraction | None:
    """The whole that a share is of: a figure of the sentence or of the data that is called so, else the total just named."""
    plain = name.removesuffix("的").removeprefix("全部").removeprefix("全年").removeprefix("同期")
    stem = re.sub("(?:总数|总量|总额|总?面积|总?户数|总?人数|总?人口|数|量)$", "", plain)
    for each in reversed(before):
        if same_kind(each, part) and len(stem) >= 2 and stem in passage.said[max(0, each.start - 20) : each.start]:
            return size_of(each)
    if len(plain) >= 3:
        for leaf, datum in subject.by_name.items():
            if leaf.endswith(plain) and measure(datum.field.unit) == measure(part.unit):
                return Fraction(datum.number) * scale(datum.field.unit)
    alike = [each for each in before if same_kind(each, part)] if plain in ("", "总数", "总量", "总额", "总") else []
    if plain[:1] == "总":
        alike = [each for each in before if same_kind(each, part)]
        return size_of(alike[0]) if len(alike) == 1 and size_of(alike[0]) >= size_of(part) else None  # 占总警情的40%
    return size_of(alike[-1]) if alike and size_of(alike[-1]) >= size_of(part) else None


def _rates(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """排查5410户，整改1524户，整改率28.2%."""
    text = passage.said
    for share in passage.figures:
        words = _RATE.search(text, max(0, share.start - 12), share.start) if share.unit == "%" and share.is_typed else None
        before = [each for each in levels if each.start < share.start]
        if words is None or len(before) < 2 or any(sign in text[before[-2].start : words.start()] for sign in "；。"):
            continue
        whole, part = before[-2], before[-1]
        due = _DUE.search(clause_before(text, part.start)) is not None and size_of(part) >= size_of(whole)
        if due:  # 参保2.4万人，应参保2.9万人
            whole, part = part, whole
        clause, stem = clause_before(text, part.start), words["stem"]
        asked = _DUE.search(clause_before(text, whole.start)) is not None
        same = not due and not asked and stem in clause_before(text, whole.start) and not _IN_TIME.search(text[: words.start()])
        other = any(word in clause for word in _MEANT.get(stem, ()))
        done = other or stem in clause or stem[::-1] in clause or _spans(clause, *stem)  # 取得证书, 取证率
        if not done or same or not same_kind(whole, part) or not size_of(whole) >= size_of(part) > 0:
            continue
        right = size_of(part) / size_of(whole) * 100
        if _is_denied(clause, stem) and not _is_denied(text[: words.end("stem")], stem):
            right = 100 - right  # 不合格12批次, 合格率97%
        if not share.admits(right):
            yield from _wrong_share(passage, share, right, words.start())


def _spans(clause: str, first: str, last: str) -> bool:
    """Whether a word stands in a clause with up to three signs within: 取得证书 for 取证."""
    at = clause.find(first)
    return at >= 0 and 1 < clause.find(last, at) - at <= 4


def _is_denied(words: str, stem: str) -> bool:
    return words[: words.rfind(stem)].endswith(("不", "未", "没有", "未能", "尚未", "非", "不予"))


def _named_shares(passage: Passage, subject: Subject, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """授权量不到申请量的一半, 整改户数过半: the part and the whole are called by their names, or the part alone behind its whole."""
    text = passage.said
    for share in passage.figures:
        if share.unit != "%" or not share.is_typed or _SHARE.search(text, max(0, share.start - 60), share.start):
            continue
        before = clause_before(text, share.start)
        move = move_before(before)
        if move is not None and not move.to:
            continue  # 由15个压缩至5个，压缩三分之二
        earlier = [each for each in levels if each.start < share.start and "。" not in text[each.start : share.start]]
        found = _PART_OF.search(before)
        pair = (_called(found["part"], text, earlier), _called(found["whole"], text, earlier)) if found else (None, None)
        if pair[1] is None and share.words is not None:
            pair = _part_alone(before, text, earlier)
        part, whole = pair
        if found is None and part is None and earlier:
            yield from _of_named(passage, subject, share, before, earlier)
        if part is None or whole is None or part is whole or not same_kind(part, whole) or not size_of(whole) >= size_of(part) > 0:
            continue
        rough = (_FAR_FROM.search(before[: found.start("whole")]) if found else None) or None
        if not replace(share, rough=share.rough or (rough[0] if rough else "")).admits(size_of(part) / size_of(whole) * 100):
            yield from _wrong_share(passage, share, size_of(part) / size_of(whole) * 100, share.start)


def _of_named(
    passage: Passage, subject: Subject, share: PrintedFigure, before: str, earlier: Sequence[PrintedFigure]
) -> Iterator[Problem]:
    """经营性收入【…】万元，不到村级集体经济总收入的一半."""
    found, part = _OF_WHOLE.fullmatch(before), earlier[-1]
    near = passage.said[part.after : share.start].strip("，") == before
    whole = _whole(found["whole"], part, earlier[:-1], passage, subject) if found and near else None
    if found and whole and not replace(share, rough=share.rough or found["rough"] or "").admits(size_of(part) / whole * 100):
        yield from _wrong_share(passage, share, size_of(part) / whole * 100, share.start)


def _part_alone(before: str, text: str, earlier: Sequence[PrintedFigure]) -> tuple[PrintedFigure | None, PrintedFigure | None]:
    """整改户数过半, behind 排查5410户，整改1524户."""
    found = _PART_ALONE.search(before)
    part = _called(found["part"], text, earlier) if found else None
    wholes = [each for each in earlier if part is not None and each.start < part.start and same_kind(each, part)]
    return part, wholes[-1] if len(wholes) == 1 else None


def _called(name: str, text: str, figures: Sequence[PrintedFigure]) -> PrintedFigure | None:
    """The one figure of a sentence before which a name stands."""
    stem = re.sub("(?:的|总数|总量|总额|户数|人数|家数|件数|数量|面积|数|量|额)+$", "", re.sub("^(?:其中|已|仅|共)+", "", name))
    if len(stem) < 2:
        return None
    found = [each for each in figures if stem in clause_before(text, each.start)[-16:]]
    return found[0] if len(found) == 1 else None


def _wrong_share(passage: Passage, share: PrintedFigure, right: Fraction, at: int) -> Iterator[Problem]:
    typed = passage.said[share.start : share.after]
    message = say(
        "手打的“{typed}”与两个数不符，应为 {right}%",
        typed=typed,
        right=written(rounded_off(right, max(1, places_of(share.value)))),
    )
    yield from tell_at(C33, passage, at, message, say("核对后改成【分项|占(总数)】这样的写法，由程序算"))


def _one_by_one(passage: Passage) -> Iterator[Problem]:
    """35岁以下的占28%，36至59岁的占47%，60岁以上的占25%: groups of which one is in one only."""
    text, shares = passage.said, []
    for each in passage.figures if text.count("占") > 2 else ():
        clause = clause_before(text, each.start)
        if each.unit == "%" and clause.rstrip("约近").endswith(("占", "占比", "占比为", "占到")) and _GRADED_BY.search(clause):
            shares.append(each)
    total = sum((Fraction(each.value) for each in shares), Fraction(0))
    slack = sum((Fraction(1, 2 * 10 ** places_of(each.value)) for each in shares), Fraction(0))
    kinds = {found[0][-1:] for each in shares if (found := _GRADED_BY.search(clause_before(text, each.start)))}
    if len(shares) >= 3 and slack < total - 100 <= 30 and len(kinds) == 1 and not any(each.rough for each in shares):
        message = say("几个占比加起来是 {total}%，不是 100%", total=in_digits(total))
        yield from tell_at(C33, passage, shares[0].start, message, say("核对各项占比；没有列全的，写明“等”"))


_SHARES = regex(r"(?:占比?|比重|比例|份额)(?:分别)?(?:为|达|是)|分别占[^，。；\d]{0,10}")


def _may_be_shares(text: str) -> bool:
    return any(word in text for word in ("占", "比重", "比例", "份额"))


def _hundred(passage: Passage) -> Iterator[Problem]:
    """占比分别为40%、35%和20%."""
    yield from _one_by_one(passage)
    text = passage.said
    found = _SHARES.search(text) if _may_be_shares(text) else None
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
    slack = sum((Fraction(1, 2 * 10 ** places_of(each.value)) for each in shares), Fraction(0))
    if len(shares) >= 3 and slack < abs(total - 100) <= 15 and not any(each.rough for each in shares):
        message = say("几个占比加起来是 {total}%，不是 100%", total=in_digits(total))
        yield from tell_at(C33, passage, shares[0].start, message, say("核对各项占比；没有列全的，写明“等”"))


def beyond(passage: Passage) -> Iterator[Problem]:
    """【甲|占(乙)】 above a hundred: 甲 is no part of 乙, or one of the two is another figure than is meant."""
    for reference in passage.references:
        shares = [name for name in reference.filters if name.startswith("占")]
        found = _SAID_SHARE.match(passage.said[reference.first : reference.last]) if shares else None
        if found is not None and Decimal(found[1]) > 100 and _SHARE.search(passage.said[: reference.first]):
            message = say("【{reference}】印出来是 {share}，部分比整体还大", reference=reference.inner, share=found[0])
            hint = say("核对两个名称；本来就不是其中一部分的，不要写“占”，改用“相当于”")
            yield from tell_at(C33, passage, reference.first, message, hint, about=reference.datum)


def ratio(passage: Passage, found: re.Match[str]) -> Iterator[Problem]:
    """三次产业结构比为5:40:55."""
    values = [Decimal(each) for each in found.groups()]
    total = sum(values, Decimal(0))
    places = max(map(places_of, values))
    if 85 <= total <= 115 and abs(total - 100) > Decimal(15).scaleb(-places - 1):
        message = say("“{words}”加起来是 {total}，不是 100", words=found[0], total=written(total))
        yield from tell_at(C33, passage, found.start(), message, say("核对各项占比"))
