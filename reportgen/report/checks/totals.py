"""The figures of one sentence → parts that do not make their total, and parts larger than their whole.

Knows no words of shares and averages.  “其中” need not name every part, so that a smaller sum is
asked about only where three or more parts come so near to the whole that they seem meant to be all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from reportgen.problem import Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.printed_figures import PrintedFigure, same_kind
from reportgen.report.checks.sizes import PEOPLE, margin_of, size_of, tell_sum
from reportgen.report.checks.subject import Passage

_PAIRED = r"（(?=[男女]|新[建开签办]|续建|城镇|农村|线[上下]|室[内外])"
"""In brackets behind a whole, the first of two that make it: （男30人，女26人）."""
_WHOLLY = r"，由|分别[^，。；、\d]{0,4}|由[^，。；]{0,6}组成|："
_COMPLEMENTS = (
    ("男", "女"), ("城镇", "农村"), ("新建", "改"), ("线上", "线下"), ("室内", "室外"), ("国内", "国外"), ("在职", "离退休"), ("企业", "个人"),
    ("原有", "新增"), ("存量", "新增"),
)  # fmt: skip
"""Two parts that are all there is."""
_OF_PERSONS = regex("女|男|党员|学历|岁|以上|以下|职称|残疾|民族|户籍|退役|困难|本科|大专|硕士|博士|青年|干部")
"""Features of people, of whom one may have several: such parts may overlap."""
_FIRMS = frozenset(("家", "户", "个"))
_OF_FIRMS = regex("规上|限上|外贸|高新|科技型|专精特新|小巨人|上市|外资|民营|出口|小微|个转企|龙头|示范|骨干|亿元以上|纳税")
"""Features of firms, of which one may have several."""
_PARTS = regex("|".join((r"其中|包括", _WHOLLY, _PAIRED)))
_OPENINGS = ("其中", "包括", "由", "分别", "：", "（")
_ALL = regex("|".join((_WHOLLY, _PAIRED)))
_BUT = regex(r"除(?:去|了|掉)?(?:[^，。；\d]{0,12})$")
_REST = regex(r"(?:以?外|之外)?，?(?:其余|剩余|余下|剩下|其他|另外|尚有|还有)的?[^，。；\d]{0,8}$")
_LEFT = regex("其余|剩余|余下|剩下|尚有|还有|另外|其他|[未不]")
_MEANT_TO_BE = regex("^(?:全年|年度|当年)?(?:目标|计划)?任务|^(?:全年)?计划")
_STILL = regex("[未正待尚在没]|[，。；]|$")
_NOT_DONE = regex(r"(?:尚?未|不|没有?|尚待|待)(?P<stem>[^，。；、\d]{1,4})$")
_DONE_OF = regex("已|完成|办结|整改|销号|化解|建成|修复|验收|通过|合格|达标|签约|兑现")
_SOME = regex(r"(?<![一二三特优中上下平同相均])等(?!级|次|额|待)|主要|为主|重点|最[多大高]|如|特别是|约|余|近|多(?=[，。；、个家件])")
_TOTAL_AFTER = regex(r"(?:(?<!公)共计?|合计|总计|累计|一共)(?:达到?|为|是|有|[^\d，。；、]{0,6})?$")
_NEAR = Fraction(4, 5)
_COMPARED = regex("[比较](?!例|重)|同比|增长|下降")
_CHANGED = regex("增加|新增|减少|净增|净减|提高|提升|上升|降低")
_MOST_PARTS = 60
"""Of one whole: a list that is longer is nobody's sum."""
_BARE_PARTS = regex("，(?=[^，。；\\d]{1,10}$)")
_OTHERS = regex("，(?:并|还|又|可|已|年|共|累?计|预?计|新增|带动|惠及|覆盖|服务|帮助|减少|增加|吸引|撬动|收回|节约|实现|完成|上缴|涉及|党员|女|青年)")
"""A clause behind a part that tells something else than the next part."""
_HALF_YEARS = regex("上半年|下半年|全年")


def totals(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """C33 of sums: parts that do not make the total that stands before or behind them, halves of a year, and what is left over."""
    yield from _parts(passage, levels)
    yield from _added(passage, levels)
    if "下半年" in passage.said:
        yield from _halves(passage)
    if _LEFT.search(passage.said):
        yield from _rest(passage, levels)


def _parts(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    text = passage.said
    for number, whole in enumerate(levels[:-1]):
        following = levels[number + 1]
        opening = _opening(text[whole.after : following.start])
        if (
            opening is None
            or len(text[whole.after : following.start]) > 30
            or any(sign in text[whole.after : following.start] for sign in "。；")
            or ("分别" in opening[0] and _is_compared(text[: whole.start], text[whole.after : following.start]))
        ):
            continue
        bare = opening[0] == "，"
        if bare and len(levels) > number + 2 and _complement(text[whole.after : levels[number + 2].start]):
            bare = False  # 床位260张，城镇180张，农村80张
        parts = _listed(text, levels[number + 1 : number + 2 + _MOST_PARTS], whole, bare=bare)
        made = opening[0] != "，由" or (parts and text.startswith(("组成", "构成"), parts[-1].after))
        alone = opening[0] == "，" and not bare and len(parts) != 2
        if parts and made and not alone and (not bare or _is_list(text, whole, parts)):
            yield from _judged(passage, whole, parts, whole.after + opening.start())


def _is_compared(before: str, between: str) -> bool:
    """Whether what follows is how much several figures changed (分别增加2家和1家), unless the whole is a change itself."""
    changed = _CHANGED.search(between)
    return _COMPARED.search(between) is not None or (changed is not None and changed[0] not in before)


def _opening(between: str) -> re.Match[str] | None:
    """What says between two figures that the second is a part of the first; the long pattern is asked where its words stand."""
    found = _PARTS.search(between) if _may_open(between) else None
    return found or (_BARE_PARTS.match(between) if between.startswith("，") else None)


def _may_open(between: str) -> bool:
    return any(word in between for word in _OPENINGS)


def _may_total(between: str) -> bool:
    return "计" in between or "共" in between


def _is_list(text: str, whole: PrintedFigure, parts: Sequence[PrintedFigure]) -> bool:
    """共采用86篇，省级12篇、市级25篇、县级40篇, without 其中: three parts or more side by side, or the two that there are."""
    said = text[whole.after : parts[-1].after]
    return len(parts) >= 3 or (len(parts) == 2 and _complement(said))


def _complement(said: str) -> bool:
    return any(one in said and other in said for one, other in _COMPLEMENTS)


def _listed(text: str, figures: Sequence[PrintedFigure], whole: PrintedFigure, *, bare: bool) -> list[PrintedFigure]:
    """The parts that follow: of the whole's kind, parted by 、 or ， and never by ； or 。; without a word such as 其中 none where
    ， stands between two, and none where there are more than anybody adds up."""
    found: list[PrintedFigure] = []
    last = figures[0].start
    for each in figures:
        between = text[last : each.start]
        if (
            any(sign in between for sign in "；。")
            or not same_kind(each, whole)
            or len(between) > 24
            or "占" in between
            or (_may_total(between) and _TOTAL_AFTER.search(between))
        ):
            break
        if bare and "，" in between:
            return []
        found.append(each)
        last = each.after
    return found if len(found) <= _MOST_PARTS else []


def _judged(passage: Passage, whole: PrintedFigure, parts: Sequence[PrintedFigure], at: int) -> Iterator[Problem]:
    total, added = size_of(whole), sum(map(size_of, parts), Fraction(0))
    said = passage.said[at : parts[-1].after + 1]
    exact = not any(each.rough for each in (whole, *parts))
    complete = (bool(_ALL.search(said[: parts[0].start - at])) and len(parts) > 1) or (len(parts) == 2 and _complement(said))
    complete = complete or _are_named(passage.said, whole, parts)
    if whole.unit in _FIRMS and len(set(_OF_FIRMS.findall(said))) > 1:
        parts = [each for each in parts if size_of(each) > total] or parts[:1]  # 规上企业120家、外贸企业56家 may be the same ones
        added = size_of(parts[0])
    if whole.unit in PEOPLE and not (complete and _complement(said)) and _OF_PERSONS.search(said):
        parts = [each for each in parts if size_of(each) > total] or parts[:1]  # 女性19名、大专以上学历32名 may be the same people
        added = size_of(parts[0])
    listed = passage.said[parts[0].start : parts[-1].after]
    seems_complete = len(parts) >= 3 and not _SOME.search(said) and added >= total * _NEAR and "、" in listed
    larger = next((each for each in parts if size_of(each) > total), None)
    slack = sum((margin_of(each) for each in (whole, *parts)), Fraction(0))
    plain = "、" in listed or (len(parts) >= 3 and not _OTHERS.search(listed))
    if larger is not None and exact:
        yield from tell_sum(passage, whole, [larger], at)
    elif exact and (
        (added > total + slack and plain) or ((complete or seems_complete) and abs(added - total) > slack)
    ):
        yield from tell_sum(passage, whole, parts, at)


def _are_named(text: str, whole: PrintedFigure, parts: Sequence[PrintedFigure]) -> bool:
    """受理来信来访468件次，其中来信182件次、来访286件次: what is counted is called by the names of all its parts."""
    name, last = clause_before(text, whole.start), parts[0].start
    found: list[str] = []
    for each in parts:
        label = re.split("其中|[，、；：（]|和|及", text[max(0, last if found else last - 12) : each.start])[-1]
        if len(label) < 2 or label not in name or label in found:
            return False
        found.append(label)
        last = each.after
    return len(found) > 1 and len("".join(found)) >= len(name) - 8


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
        for each in before[: -_MOST_PARTS - 1 : -1]:
            between = text[each.after : last]
            if (
                any(sign in between for sign in "；。")
                or not same_kind(each, whole)
                or (parts and (("，" in between and not _goes_on(text, each, parts[0])) or len(between) > 16))
            ):
                break
            parts.insert(0, each)
            last = each.start
        if (
            len(parts) >= 2
            and not any(each.rough for each in (whole, *parts))
            and "其中" not in text[: parts[0].start][-12:]
        ):
            slack = sum((margin_of(each) for each in (whole, *parts)), Fraction(0))
            away = abs(sum(map(size_of, parts), Fraction(0)) - size_of(whole))
            since = "累计" in text[parts[-1].after : whole.start] and away > size_of(whole) / 5  # those of earlier years too
            if away > slack and not since:
                yield from tell_sum(passage, whole, parts, parts[0].start)


def _halves(passage: Passage) -> Iterator[Problem]:
    """上半年3.2万平方米，下半年4.7万平方米，全年7.9万平方米."""
    text = passage.said
    for one, two, whole in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
        clauses = [clause_before(text, each.start) for each in (one, two, whole)]
        spans = [found[0] if (found := _HALF_YEARS.match(clause)) else "" for clause in clauses]
        words = {clause[len(span) :] for clause, span in zip(clauses, spans, strict=True)} if all(spans) else set()
        alike = same_kind(one, whole) and same_kind(two, whole) and not any(each.rough for each in (one, two, whole))
        said = sorted(spans) == ["上半年", "下半年", "全年"] and spans[2] == "全年" and len(words) == 1 and alike
        if said and abs(size_of(one) + size_of(two) - size_of(whole)) > margin_of(one) + margin_of(two) + margin_of(whole):
            yield from tell_sum(passage, whole, [one, two], one.start)


def _goes_on(text: str, one: PrintedFigure, other: PrintedFigure) -> bool:
    """走访企业86家，走访商户114家; 新建公厕6座，改造公厕9座: two clauses that begin or end alike."""
    first, second = clause_before(text, one.start), clause_before(text, other.start)
    return len(first) > 2 and (first[:2] == second[:2] or (len(second) > 2 and first[-2:] == second[-2:]))


def _rest(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """拆除违建12处，除河道沿线5处外，其余9处均在道路沿线."""
    text = passage.said
    known = {each.start for each in levels}
    planned = (each for each in passage.figures if each.unit != "%" and _MEANT_TO_BE.search(clause_before(text, each.start)))
    meant = sorted((*levels, *(each for each in planned if each.start not in known)), key=lambda each: each.start)
    for whole, part, rest in zip(meant, meant[1:], meant[2:], strict=False):
        between, behind = text[whole.after : part.start], text[part.after : rest.start]
        undone = _NOT_DONE.search(clause_before(text, rest.start))
        stem = undone["stem"] if undone is not None and behind[1:] == undone[0] and behind[0] in "，、" else ""
        if stem and clause_before(text, part.start).endswith(stem):
            yield from _remains(passage, whole, part, rest)
            continue
        if behind.lstrip("，").startswith(("还有", "尚有")) and not _STILL.match(text, rest.after):
            continue
        named = _BUT.search(between) or "其中" in between or _DONE_OF.search(between)
        if not named or not _REST.fullmatch(behind.lstrip("的在")):
            continue
        yield from _remains(passage, whole, part, rest)


def _remains(passage: Passage, whole: PrintedFigure, part: PrintedFigure, rest: PrintedFigure) -> Iterator[Problem]:
    if not any(sign in passage.said[whole.after : rest.start] for sign in "。；"):
        exact = not any(each.rough for each in (whole, part, rest)) and same_kind(whole, part) and same_kind(whole, rest)
        if exact and abs(size_of(part) + size_of(rest) - size_of(whole)) > margin_of(whole) + margin_of(part) + margin_of(rest):
            yield from tell_sum(passage, whole, [part, rest], part.start)
