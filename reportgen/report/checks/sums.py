"""Sentences → sums that do not add up, parts larger than their whole, shares and rates that the figures beside them disprove.

Knows the figures of one sentence, typed or printed by references.  “其中” need not name every part, so that a smaller sum is
asked about only where three or more parts come so near to the whole that they seem meant to be all of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
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
_SHARE = regex(
    r"占(?P<whole>[^，。；、\d占]{0,16}?)(?:的)?(?:比重|比例|比|份额)?(?:的|为|达到?|约|将?近|接近|超过?|过|逾|不足|不到|高达|仅)*$"
)
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
_EACH = regex(
    r"(?:(?:平均)?每"
    r"(?P<counter>平方米|公里|吨|人次|家次|户次|场次|公顷|村|社区|[人户家件亩个场次项期批辆台套栋幢所处座名位班车组宗起张条篇本册盏株棵间])|(?P<mean>[人户亩场次件家村项])均|单价)[^\d，。；]{0,10}$"
)
_IN_TIME = regex(r"(?:按[时期]|及时|限时|提前|首次|一次性?|当[天日场])$")
"""Of what was done, a part that was done so: 按时办结率."""
_PEOPLE = frozenset(("人", "名", "人次"))
_OTHER_TIME = regex("每[月年天日季周]|[月日周年]均|按[月日季]|每人每|每户每|连续")
_WHOLE_SUM = regex(r"(?:共计?|合计|总计|累计|总额|总投入|总金额)[^\d，。；]{0,10}$")
_RATIO = regex(r"(?<![\d.:：])(\d{1,3}(?:\.\d+)?)[:：∶](\d{1,3}(?:\.\d+)?)[:：∶](\d{1,3}(?:\.\d+)?)(?![\d.:：])")
_LEVEL_WORDS = ("上年", "去年", "同期", TARGET, "计划", "任务")
_NEAR = Fraction(4, 5)


def sums(subject: Subject) -> Iterator[Problem]:
    """C33: parts that do not make their total, a part above its whole, a typed share or rate that the two figures
    do not make.

    Why: a part was corrected, and the total, or the share typed behind it, was not.
    Example: ``化解矛盾纠纷120件，其中信访50件、劳动争议40件、邻里纠纷20件``
    """
    for passage in subject.figured:
        if not passage.body:
            continue
        if len(passage.figures) > 1:
            levels = _levels(passage)
            yield from _parts(passage, levels)
            yield from _added(passage, levels)
            if "%" in passage.said or any(each.unit == "%" for each in passage.figures):
                yield from _shares(passage, subject, levels)
                yield from _rates(passage, levels)
                yield from _hundred(passage)
                yield from _named_shares(passage, subject, levels)
            if "下半年" in passage.said:
                yield from _halves(passage)
            if _LEFT.search(passage.said):
                yield from _rest(passage, levels)
            if "均" in passage.said or "每" in passage.said or "单价" in passage.said:
                yield from _per_head(passage)
                yield from _in_time(passage)
        yield from _ratio(passage)


_AGAINST_LAST = regex("[比较](?:上|去|前一)|同比|基[础数]上")


def _levels(passage: Passage) -> list[PrintedFigure]:
    """The figures that are amounts or numbers of things, and neither growth nor last year's nor a target."""
    found = []
    for each in passage.figures:
        if each.unit in ("%", "‰", "百分点", "个百分点", "倍", ""):
            continue
        clause = clause_before(passage.said, each.start)
        move = move_before(clause) if _AGAINST_LAST.search(clause) else None
        changed = move is not None and not move.to
        reference = each.reference
        derived = reference is not None and each.level is None and reference.datum is not None
        if not changed and not derived and not any(word in clause for word in _LEVEL_WORDS):
            found.append(each)
    return found


def _parts(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    text = passage.said
    for number, whole in enumerate(levels[:-1]):
        following = levels[number + 1]
        opening = _PARTS.search(text[whole.after : following.start]) or _BARE_PARTS.match(text[whole.after : following.start])
        if (
            opening is None
            or len(text[whole.after : following.start]) > 30
            or any(sign in text[whole.after : following.start] for sign in "。；")
            or ("分别" in opening[0] and _COMPARED.search(text[whole.after : following.start]))
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


_COMPARED = regex("[比较](?!例|重)|同比|增长|下降")
_MOST_PARTS = 60
"""Of one whole: a list that is longer is nobody's sum."""
_BARE_PARTS = regex("，(?=[^，。；\\d]{1,10}$)")


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
            or _TOTAL_AFTER.search(between)
        ):
            break
        if bare and "，" in between:
            return []
        found.append(each)
        last = each.after
    return found if len(found) <= _MOST_PARTS else []


def _judged(passage: Passage, whole: PrintedFigure, parts: Sequence[PrintedFigure], at: int) -> Iterator[Problem]:
    total, added = _size(whole), sum(map(_size, parts), Fraction(0))
    said = passage.said[at : parts[-1].after + 1]
    exact = not any(each.rough for each in (whole, *parts))
    complete = (bool(_ALL.search(said[: parts[0].start - at])) and len(parts) > 1) or (len(parts) == 2 and _complement(said))
    complete = complete or _are_named(passage.said, whole, parts)
    if whole.unit in _FIRMS and len(set(_OF_FIRMS.findall(said))) > 1:
        parts = [each for each in parts if _size(each) > total] or parts[:1]  # 规上企业120家、外贸企业56家 may be the same ones
        added = _size(parts[0])
    if whole.unit in _PEOPLE and not (complete and _complement(said)) and _OF_PERSONS.search(said):
        parts = [each for each in parts if _size(each) > total] or parts[:1]  # 女性19名、大专以上学历32名 may be the same people
        added = _size(parts[0])
    listed = passage.said[parts[0].start : parts[-1].after]
    seems_complete = len(parts) >= 3 and not _SOME.search(said) and added >= total * _NEAR and "、" in listed
    larger = next((each for each in parts if _size(each) > total), None)
    slack = sum((_slack(each) for each in (whole, *parts)), Fraction(0))
    plain = "、" in listed or (len(parts) >= 3 and not _OTHERS.search(listed))
    if larger is not None and exact:
        yield from _told(passage, whole, [larger], at)
    elif exact and (
        (added > total + slack and plain) or ((complete or seems_complete) and abs(added - total) > slack)
    ):
        yield from _told(passage, whole, parts, at)


_OTHERS = regex("，(?:并|还|又|可|已|年|共|累?计|预?计|新增|带动|惠及|覆盖|服务|帮助|减少|增加|吸引|撬动|收回|节约|实现|完成|上缴|涉及|党员|女|青年)")
"""A clause behind a part that tells something else than the next part."""


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
            slack = sum((_slack(each) for each in (whole, *parts)), Fraction(0))
            away = abs(sum(map(_size, parts), Fraction(0)) - _size(whole))
            since = "累计" in text[parts[-1].after : whole.start] and away > _size(whole) / 5  # those of earlier years too
            if away > slack and not since:
                yield from _told(passage, whole, parts, parts[0].start)


_HALF_YEARS = regex("上半年|下半年|全年")


def _halves(passage: Passage) -> Iterator[Problem]:
    """上半年3.2万平方米，下半年4.7万平方米，全年7.9万平方米."""
    text = passage.said
    for one, two, whole in zip(passage.figures, passage.figures[1:], passage.figures[2:], strict=False):
        clauses = [clause_before(text, each.start) for each in (one, two, whole)]
        spans = [found[0] if (found := _HALF_YEARS.match(clause)) else "" for clause in clauses]
        words = {clause[len(span) :] for clause, span in zip(clauses, spans, strict=True)} if all(spans) else set()
        alike = same_kind(one, whole) and same_kind(two, whole) and not any(each.rough for each in (one, two, whole))
        said = sorted(spans) == ["上半年", "下半年", "全年"] and spans[2] == "全年" and len(words) == 1 and alike
        if said and abs(_size(one) + _size(two) - _size(whole)) > _slack(one) + _slack(two) + _slack(whole):
            yield from _told(passage, whole, [one, two], one.start)


def _goes_on(text: str, one: PrintedFigure, other: PrintedFigure) -> bool:
    """走访企业86家，走访商户114家; 新建公厕6座，改造公厕9座: two clauses that begin or end alike."""
    first, second = clause_before(text, one.start), clause_before(text, other.start)
    return len(first) > 2 and (first[:2] == second[:2] or (len(second) > 2 and first[-2:] == second[-2:]))


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
        if whole and not share.admits(_size(part) / whole * 100):
            yield from _wrong_share(passage, share, _size(part) / whole * 100, words.start())


def _of_figure(passage: Passage, share: PrintedFigure, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """第三产业增加值32.5亿元，占生产总值65亿元的55%: the whole is a figure that stands within the words."""
    text, before = passage.said, [each for each in levels if each.start < share.start]
    if len(before) < 2 or share.unit != "%" or not share.is_typed or text[before[-1].after : share.start].strip("约近超过") != "的":
        return
    part, whole = before[-2:]
    said = "占" in clause_before(text, whole.start) and same_kind(part, whole) and "；" not in text[part.after : whole.start]
    if said and not share.admits(_size(part) / _size(whole) * 100):
        yield from _wrong_share(passage, share, _size(part) / _size(whole) * 100, share.start)


def _whole(
    name: str, part: PrintedFigure, before: Sequence[PrintedFigure], passage: Passage, subject: Subject
) -> Fraction | None:
    """The whole that a share is of: a figure of the sentence or of the data that is called so, else the total just named."""
    plain = name.removesuffix("的").removeprefix("全部").removeprefix("全年").removeprefix("同期")
    stem = re.sub("(?:总数|总量|总额|总?面积|总?户数|总?人数|总?人口|数|量)$", "", plain)
    for each in reversed(before):
        if same_kind(each, part) and len(stem) >= 2 and stem in passage.said[max(0, each.start - 20) : each.start]:
            return _size(each)
    if len(plain) >= 3:
        for leaf, datum in subject.by_name.items():
            if leaf.endswith(plain) and measure(datum.field.unit) == measure(part.unit):
                return Fraction(datum.number) * scale(datum.field.unit)
    alike = [each for each in before if same_kind(each, part)] if plain in ("", "总数", "总量", "总额", "总") else []
    if plain[:1] == "总":
        alike = [each for each in before if same_kind(each, part)]
        return _size(alike[0]) if len(alike) == 1 and _size(alike[0]) >= _size(part) else None  # 占总警情的40%
    return _size(alike[-1]) if alike and _size(alike[-1]) >= _size(part) else None


def _rates(passage: Passage, levels: Sequence[PrintedFigure]) -> Iterator[Problem]:
    """排查5410户，整改1524户，整改率28.2%."""
    text = passage.said
    for share in passage.figures:
        words = _RATE.search(text, max(0, share.start - 12), share.start) if share.unit == "%" and share.is_typed else None
        before = [each for each in levels if each.start < share.start]
        if words is None or len(before) < 2 or any(sign in text[before[-2].start : words.start()] for sign in "；。"):
            continue
        whole, part = before[-2], before[-1]
        due = _DUE.search(clause_before(text, part.start)) is not None and _size(part) >= _size(whole)
        if due:  # 参保2.4万人，应参保2.9万人
            whole, part = part, whole
        clause, stem = clause_before(text, part.start), words["stem"]
        asked = _DUE.search(clause_before(text, whole.start)) is not None
        same = not due and not asked and stem in clause_before(text, whole.start) and not _IN_TIME.search(text[: words.start()])
        other = any(word in clause for word in _MEANT.get(stem, ()))
        done = other or stem in clause or stem[::-1] in clause or _spans(clause, *stem)  # 取得证书, 取证率
        if not done or same or not same_kind(whole, part) or not _size(whole) >= _size(part) > 0:
            continue
        right = _size(part) / _size(whole) * 100
        if _is_denied(clause, stem) and not _is_denied(text[: words.end("stem")], stem):
            right = 100 - right  # 不合格12批次, 合格率97%
        if not share.admits(right):
            yield from _wrong_share(passage, share, right, words.start())


def _spans(clause: str, first: str, last: str) -> bool:
    """Whether a word stands in a clause with up to three signs within: 取得证书 for 取证."""
    at = clause.find(first)
    return at >= 0 and 1 < clause.find(last, at) - at <= 4


_MEANT = {"龄化": ("老年", "岁以上"), "洁化": ("保洁",), "镇化": ("城镇",), "结案": ("审结", "办结"), "成率": ("完成",), "决率": ("解决",)}
"""Rates whose words are not those of the figure that they are of: 老龄化率."""
_DUE = regex("^(?:全部|全街|辖区)?(?:应|总|共|符合条件)")


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
        if part is None or whole is None or part is whole or not same_kind(part, whole) or not _size(whole) >= _size(part) > 0:
            continue
        rough = (_FAR_FROM.search(before[: found.start("whole")]) if found else None) or None
        if not replace(share, rough=share.rough or (rough[0] if rough else "")).admits(_size(part) / _size(whole) * 100):
            yield from _wrong_share(passage, share, _size(part) / _size(whole) * 100, share.start)


def _of_named(
    passage: Passage, subject: Subject, share: PrintedFigure, before: str, earlier: Sequence[PrintedFigure]
) -> Iterator[Problem]:
    """经营性收入【…】万元，不到村级集体经济总收入的一半."""
    found, part = _OF_WHOLE.fullmatch(before), earlier[-1]
    near = passage.said[part.after : share.start].strip("，") == before
    whole = _whole(found["whole"], part, earlier[:-1], passage, subject) if found and near else None
    if found and whole and not replace(share, rough=share.rough or found["rough"] or "").admits(_size(part) / whole * 100):
        yield from _wrong_share(passage, share, _size(part) / whole * 100, share.start)


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
        if exact and abs(_size(part) + _size(rest) - _size(whole)) > _slack(whole) + _slack(part) + _slack(rest):
            yield from _told(passage, whole, [part, rest], part.start)


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
    """为120人发放补贴，人均300元，共计3.6万元; 25场，1500人次，平均每场60人次."""
    text = passage.said
    for each in passage.figures:
        words = _EACH.search(_near(text, each))
        if words is None or not each.unit or each.unit in ("%", "‰", "倍") or _OTHER_TIME.search(text):
            continue
        count, total = _counted(words, each, passage), _whole_of(each, passage)
        if count is None or total is None or count.rough or total.rough or not count.value:
            continue
        yield from _priced(passage, each, count, total)


def _near(text: str, figure: PrintedFigure) -> str:
    """The words right before a figure: no pattern that ends at it is longer."""
    return text[max(0, figure.start - 40) : figure.start]


def _counted(words: re.Match[str], each: PrintedFigure, passage: Passage) -> PrintedFigure | None:
    """The one number of what is counted (of 每场 the 场) before an amount per one."""
    counter = words["counter"] or words["mean"]
    units = ("人", "名", "位") if counter in ("人", "名", "位") else (counter,) if counter else tuple("人户家名件亩个台套")
    found = [
        one
        for one in passage.figures
        if one is not each
        and one.start < each.start
        and (one.unit.lstrip("万") in units or (one.unit == "个" and counter and counter in passage.said[one.after : one.after + 6]))
    ]
    return found[0] if len(found) == 1 else None


def _whole_of(each: PrintedFigure, passage: Passage) -> PrintedFigure | None:
    """The one amount of the same kind that is called a sum, or is the only one, and no part, plan or other year's."""
    text = passage.said
    alike = [one for one in passage.figures if one is not each and (same_kind(one, each) or {one.unit, each.unit} <= _PEOPLE)]
    found = [one for one in alike if not _EACH.search(_near(text, one))]
    labelled = [one for one in found if _WHOLE_SUM.search(_near(text, one))]
    if len(labelled) == 1:
        return labelled[0]
    other = len(found) != 1 or re.search("其中|上年|去年|目标|计划|比|较|增|减|降|节约|补助", clause_before(text, found[0].start) if found else "")
    return None if other or measure(found[0].unit) == "平方米" else found[0]


_PER_TIME = regex(r"(?:平均)?每(?P<each>天|日|周|星期|个?月|季度?)(?:平均)?|(?P<mean>[日周月季])均")
_TIMES_A_YEAR = {"天": (365, 366), "日": (365, 366), "周": (52, 53), "星期": (52, 53), "月": (12, 12), "季": (4, 4)}


def _in_time(passage: Passage) -> Iterator[Problem]:
    """全年接听热线14400件，月均1200件: the year's number over its months, weeks or days; a workday may be meant by 日均."""
    text = passage.said
    for each in passage.figures:
        words = _PER_TIME.search(clause_before(text, each.start)) if each.is_typed and each.unit else None
        earlier = [one for one in passage.figures if one.start < each.start and same_kind(one, each)]
        if words is None or len(earlier) != 1 or any(sign in text[earlier[0].after : each.start] for sign in "。；"):
            continue
        if is_part_of_year(text[: earlier[0].start]) or _SHORTER.search(text[: each.start]) or text[earlier[0].after] != "，":
            continue
        span = (words["each"] or words["mean"]).strip("个度")
        fewest, most = _TIMES_A_YEAR[span]
        least = 240 if span in ("天", "日") else fewest
        means = [_size(earlier[0]) / number for number in (most, least)]
        slack = _slack_of(each) + _size(each) / 20
        if not means[0] - slack <= _size(each) <= means[1] + slack:
            mean = _plain(means[0] / scale(each.unit))
            message = say(
                "平均数与全年的数对不上：全年 {whole}，平均应是 {mean}{unit}",
                whole=text[earlier[0].start : earlier[0].after], mean=mean, unit=each.unit,
            )  # fmt: skip
            yield from tell_at(C33, passage, each.start, message, say("核对全年的数和平均数"))


_SHORTER = regex("试点|自|以来|开通|启用|运行|期间|旺季|高峰|其中|增|减|降|每人|每户")


def _priced(passage: Passage, each: PrintedFigure, count: PrintedFigure, total: PrintedFigure) -> Iterator[Problem]:
    text, number = passage.said, Fraction(count.value) * (10_000 if count.unit.startswith("万") else 1)
    product, whole = number * _size(each), _size(total)
    allowed = number * _slack_of(each) + _slack_of(total)
    one = whole / number / scale(each.unit)
    if abs(product - whole) <= max(allowed, whole / 100) or (each.rough and each.admits(one)):
        return
    message = say(
        "人均与总数对不上：{count} × {each} = {product}，正文写的是 {total}",
        count=text[count.start : count.after], each=text[each.start : each.after],
        product=_plain(product / scale(total.unit)) + total.unit, total=text[total.start : total.after],
    )  # fmt: skip
    yield from tell_at(C33, passage, each.start, message, say("核对这三个数；每个合 {one}{unit}", one=_plain(one), unit=each.unit))


def _slack_of(figure: PrintedFigure) -> Fraction:
    return Fraction(1, 2 * 10 ** _places(figure.value)) * scale(figure.unit)


_GRADED_BY = regex(r"岁|万元(?:以[上下]|及以[上下])|[一二三]产|第[一二三]产业|大专|本科|高中|初中|男|女")


def _one_by_one(passage: Passage) -> Iterator[Problem]:
    """35岁以下的占28%，36至59岁的占47%，60岁以上的占25%: groups of which one is in one only."""
    text, shares = passage.said, []
    for each in passage.figures if text.count("占") > 2 else ():
        clause = clause_before(text, each.start)
        if each.unit == "%" and clause.rstrip("约近").endswith(("占", "占比", "占比为", "占到")) and _GRADED_BY.search(clause):
            shares.append(each)
    total = sum((Fraction(each.value) for each in shares), Fraction(0))
    slack = sum((Fraction(1, 2 * 10 ** _places(each.value)) for each in shares), Fraction(0))
    kinds = {found[0][-1:] for each in shares if (found := _GRADED_BY.search(clause_before(text, each.start)))}
    if len(shares) >= 3 and slack < total - 100 <= 30 and len(kinds) == 1 and not any(each.rough for each in shares):
        message = say("几个占比加起来是 {total}%，不是 100%", total=_plain(total))
        yield from tell_at(C33, passage, shares[0].start, message, say("核对各项占比；没有列全的，写明“等”"))


def _hundred(passage: Passage) -> Iterator[Problem]:
    """占比分别为40%、35%和20%."""
    yield from _one_by_one(passage)
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
