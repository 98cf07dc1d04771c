"""Sentences → “三项改革” before or behind another number of items, and one thing that has two numbers in two sentences.

Knows the printed text only.  Items are what stands in “” side by side, or between 、; 等 allows more than are listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from reportgen.message import Message, say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
from reportgen.report.checks.figure_finder import clause_before
from reportgen.report.checks.scope import is_narrowed, is_part_of_year
from reportgen.report.checks.subject import Passage, Subject, tell_at
from reportgen.report.data import Datum
from reportgen.text.numbers import chinese, measure, scale

if TYPE_CHECKING:
    from reportgen.report.checks.moves import Move
    from reportgen.report.checks.printed_figures import PrintedFigure

C34 = Code(
    "C34",
    "列出的项数与写的项数不一样",
    "“一网通办”“一网统管”“一码通行”两项改革",
    "“一网通办”“一网统管”“一码通行”三项改革",
)
C35 = Code(
    "C35",
    "同一件事在两处写了两个数，或半年的数大过全年",
    "新增公共停车泊位320个；另一处：新增公共停车泊位350个",
    "核对后统一；填在数据里用【】引用",
)

_HAN = r"[^\W\d_a-zA-Z]"
_COUNT = r"(?P<count>[两二三四五六七八九十]|十[一二三四五六]|[2-9]|1[0-9]|20)"
_BIG = tuple("活动 工程 行动 领域 举措 体系 机制 平台 品牌 项目 任务 攻坚 战役".split())
_NOT_BIG = frozenset("，。；、等")
_THIN = ("张", "支")
_WORDS = tuple(
    "项 个 件 类 家 条 种 处 位 名 所 次 场 块 方面 类别 座 村 镇 社区 园区 领域 环节 机制 工程 行动 中心 平台 品牌 企业 项目".split()
)
_MEASURES = ("大", *_THIN, *_WORDS)
_COUNTS = frozenset((*"两二三四五六七八九十", *("十" + sign for sign in "一二三四五六"), *(str(number) for number in range(2, 21))))
_ENDS_OF_COUNTS = frozenset(count[-1] for count in _COUNTS)


def _measure(measures: Iterable[str]) -> str:
    """A pattern of measures: 三项, 三大项, 三大攻坚行动."""
    big = [f"大(?=[^，。；、等]{{2}}(?:{'|'.join(_BIG)}))"] if "大" in measures else []
    words = "|".join(word for word in _WORDS if word in measures)
    return f"(?:{'|'.join((*big, *(each for each in _THIN if each in measures), *([f'大?(?:{words})'] if words else [])))})"


def _quoted(counted: str) -> re.Pattern[str]:
    return regex(rf"(?P<items>(?:[“《][^”》]{{1,24}}[”》](?:[、和及与]|以及)?){{2,}})(?P<more>等)?(?:这|共|全部)?{counted}")


def _plain(counted: str) -> re.Pattern[str]:
    return regex(
        rf"(?P<items>{_HAN}{{2,14}}(?:、{_HAN}{{2,14}}?){{1,24}}?(?:(?:和|及|与|以及){_HAN}{{2,10}})?)(?P<more>等)?"
        rf"(?:这|共|全部)?“?{counted}"
    )


_MEASURE = _measure(_MEASURES)
_LED = regex(rf"{_COUNT}{_MEASURE}[^。；：]{{0,14}}：(?P<items>[^。]*)")
_NAMED = regex(rf"{_COUNT}[个大项]?(?P<word>{_HAN}{{2}})”?(?:：|，即|，就是|——)(?P<items>[^。；]*)")
"""五个聚焦：聚焦产业、聚焦项目…: the word that is counted begins each item, or ends it (五大行动：清河行动、净路行动…)."""
_DOING = regex(r"、(?:[^、]*(?:和|及|与))?(?:落实|推进|实施|开展|做好|抓好|完善|健全|建立|打造|推行|深化|执行|构建|统筹|推出|形成|强化|加强|用好|办好)[^、]{0,4}$")
"""The last of a list begins another thing: 推进教育、落实“两项补贴”."""
_OPENS = ("：", "，即", "——", "就是")
_ORDER = regex(r"(?:^|[，；。：、])(?:一|二|三|四|五|六|七|八|九)是")
_NUMBERS = (
    {chinese(number): number for number in range(2, 20)}
    | {"两": 2, "二": 2}
    | {str(number): number for number in range(2, 21)}
)
_AND = str.maketrans("及与", "和和")
_ITEM = regex(r"[“《][^”》]+[”》]")
_LEADING = regex(
    "^(?:全年|今年|本年|年内|全街|我们|共计?|总计|合计|同时|还|已|并|完成|实现|共)+|(?:达到|达|为|是|了|约|近|超过|超|共计|合计|总计|共)$"
)
_OF_THE_YEAR = regex("全年|今年|本年|年内")
_SHORTEST = 5
"""So many characters say what is counted; one less where it is said to be the whole year's."""


def listed_items(subject: Subject) -> Iterator[Problem]:
    """C34: a number of items is written beside a list that has more or fewer.

    Why: an item was added to the list, and the number behind it stayed.
    Example: ``深化“一网通办”“一网统管”“一码通行”两项改革``
    """
    numbered = [(passage, met) for passage in subject.passages if passage.body and (met := _numbered(passage.said))]
    counted = _counted_by({each for _, met in numbered for each in met})
    in_marks, plain = _quoted(counted), _plain(counted)
    for passage, _ in numbered:
        quoted = passage.said.count("”") + passage.said.count("》") > 1
        for pattern in (in_marks, plain) if quoted else (plain,):
            for found in (
                pattern.finditer(passage.said)
                if "、" in passage.said or "”“" in passage.said or "》《" in passage.said
                else ()
            ):
                count = _NUMBERS[found["count"]]
                at = found.start("count")
                doing = passage.said[at - 1] == "“" and _DOING.search(found["items"])
                if passage.reference_at(at) is None and not _is_part_of_number(passage.said, at) and not doing:
                    yield from _counted(passage, found, count, _items(found["items"], pattern is in_marks), at)
        yield from _led(passage)
        yield from _ones(passage)


def _numbered(text: str) -> set[tuple[str, str]]:
    """The numbers of items in a text, each with what may be its measure."""
    found: set[tuple[str, str]] = set()
    for at, sign in enumerate(text, 1) if not _ENDS_OF_COUNTS.isdisjoint(text) else ():
        if sign in _ENDS_OF_COUNTS and text.startswith(_MEASURES, at):
            counts = _COUNTS.intersection((sign, text[max(0, at - 2) : at]))
            found.update((count, measure) for count in counts for measure in _measures_at(text, at))
    return found


def _measures_at(text: str, at: int) -> Iterator[str]:
    yield from (word for word in (*_THIN, *_WORDS) if text.startswith(word, at))
    if text.startswith("大", at):
        yield from (word for word in _WORDS if text.startswith(word, at + 1))
        if text.startswith(_BIG, at + 3) and _NOT_BIG.isdisjoint(text[at + 1 : at + 3]):
            yield "大"


def _counted_by(met: set[tuple[str, str]]) -> str:
    """The pattern of the numbers and measures that a report has: that of all takes half a millisecond to compile."""
    return rf"(?P<count>{'|'.join(sorted({count for count, _ in met}))}){_measure({measure for _, measure in met})}"


_ONES = regex(rf"“?(?P<items>一[^“”、，。；]{{1,8}}(?:[、和]一[^“”、，。；]{{1,8}})+)”?(?:的)?“?{_COUNT}个一")


def _ones(passage: Passage) -> Iterator[Problem]:
    """“一张网、一支队、一本账”三个一."""
    for found in _ONES.finditer(passage.said) if "个一" in passage.said else ():
        items = len(re.split("[、和]一", found["items"]))
        if items != _NUMBERS[found["count"]]:
            shown = passage.said[found.start("count") : found.end()]
            message = say("前面列了 {items} 项，后面写的是“{words}”", items=items, words=shown)
            yield from tell_at(C34, passage, found.start("count"), message, say("核对列的和写的；没有列全的，写明“等”"))


def _is_part_of_number(text: str, at: int) -> bool:
    return at > 0 and (text[at - 1].isdecimal() or text[at - 1] in "第.十百千")


def _items(words: str, quoted: bool) -> tuple[int, ...]:
    """How many items are listed; 和 may join the last two or stand within one, and joins them where both end alike (甲村和乙村)."""
    if quoted:
        return (len(_ITEM.findall(words)),)
    parted = words.count("、") + 1
    last = words.rpartition("、")[2].replace("以及", "和").translate(_AND).split("和")
    if len(last) < 2:
        return (parted,)
    return (parted + 1,) if last[0][-1:] == last[-1][-1:] else (parted, parted + 1)


_EACH = regex("分别|各(?![类项级种界方地])")
"""Behind a list: the number is that of the first of them, or of each."""
_JOINED = regex("(?:以及|和|与|及|加快|推进)“$")


def _is_amount(text: str, found: re.Match[str], count: int, items: tuple[int, ...]) -> bool:
    """Whether the number counts something else than the list: 修订、制定规章12件, where what is counted stands before it; a number far from
    that of the items; “十个全覆盖” as an item of its own."""
    far = min(abs(count - each) for each in items) > 2
    behind = text[found.end() : found.end() + 1]
    return far or (found["count"].isdecimal() and behind in "，。；、）") or _JOINED.search(text[: found.start("count")]) is not None


def _counted(passage: Passage, found: re.Match[str], count: int, items: tuple[int, ...], at: int) -> Iterator[Problem]:
    fits = max(items) <= count if found["more"] else count in items
    if found["items"].endswith(("组成的", "组成", "构成的")) or _EACH.search(found["items"].rpartition("、")[2]):
        return  # 由城建、公安、消防组成的两个专班; 甲村、乙村各建成三个中心
    if not fits and not _is_amount(passage.said, found, count, items):
        shown = passage.said[at : found.end()]
        message = say("前面列了 {items} 项，后面写的是“{words}”", items=items[0], words=shown)
        yield from tell_at(C34, passage, at, message, say("核对列的和写的；没有列全的，写明“等”"))


def _led(passage: Passage) -> Iterator[Problem]:
    """抓好三件事：一是…，二是…."""
    ordered = _LED.finditer(passage.said) if "一是" in passage.said else ()
    named = _NAMED.finditer(passage.said) if any(sign in passage.said for sign in _OPENS) else ()
    led = [(found, len(_ORDER.findall("：" + found["items"]))) for found in ordered]
    for found, items in (*led, *((each, _alike(each["items"], each["word"])) for each in named)):
        count = _NUMBERS[found["count"]]
        if items >= 2 and items != count and not _is_part_of_number(passage.said, found.start("count")):
            shown = passage.said[found.start("count") : found.start("items") - 1]
            message = say("写的是“{words}”，后面列了 {items} 项", words=shown, items=items)
            yield from tell_at(C34, passage, found.start("count"), message, say("核对列的和写的"))


def _alike(items: str, word: str) -> int:
    """How many items of a list begin with a word (聚焦产业), or how many there are where each ends with it (清河行动)."""
    found = [each.strip("“”") for each in re.split("[、，和及与]", items)]
    return len(found) if all(each.endswith(word) for each in found) else sum(each.startswith(word) for each in found)


class _Told(NamedTuple):
    """A typed figure, behind the sentence in which it stands."""

    passage: Passage
    figure: PrintedFigure


def said_twice(subject: Subject) -> Iterator[Problem]:
    """C35: the same words and unit have one number here and another there; or a part of the year has more than the year.

    Why: two departments wrote of the same thing, and only one of them was asked again.
    Example: ``全年新增公共停车泊位320个。`` and, under another topic, ``全年新增公共停车泊位350个。``
    """
    first: dict[tuple[str, str, int], _Told] = {}
    for passage in subject.passages:
        for figure in passage.figures if passage.body else ():
            key = _key(passage, figure)
            if key is None:
                continue
            other = first.setdefault((*key, passage.year), _Told(passage, figure))
            if other.passage is not passage and _differ(other.figure, figure):
                yield from _two(passage, figure, other, key[0])
    yield from _half_years(subject)
    yield from _longer_spans(subject)


_SPANS = (("一季度", "第一季度", "1—3月"), ("上半年", "1—6月", "前两季度"), ("前三季度", "1—9月", "前三个季度"), ("全年", "今年", "本年"))
_SPAN = regex("|".join(sorted((word for words in _SPANS for word in words), key=len, reverse=True)))


def _longer_spans(subject: Subject) -> Iterator[Problem]:
    """一季度新开工项目18个，上半年新开工项目15个: a longer part of the year has less of the same."""
    met: dict[tuple[str, str], list[tuple[int, _Told]]] = {}
    for passage in subject.figured:
        for figure in passage.figures if (passage.body and "季度" in passage.said) or "上半年" in passage.said else ():
            clause = clause_before(passage.said, figure.start)
            span = _SPAN.search(clause)
            if span is None or not figure.is_typed or not figure.unit or measure(figure.unit) == "%" or _move_before(clause):
                continue
            words = clause[span.end() :].strip("约近超")
            for _ in range(3):
                words = _LEADING.sub("", words)
            rank = next(number for number, each in enumerate(_SPANS) if span[0] in each)
            if len(words) >= _SHORTEST - 1:
                met.setdefault((words, figure.unit), []).append((rank, _Told(passage, figure)))
    for (words, _), told in met.items():
        for rank, one in told:
            less = next((each for other, each in told if other > rank and each.figure.value < one.figure.value), None)
            if less is not None:
                here, there = (passage.said[figure.start : figure.after] for passage, figure in (one, less))
                message = say("“{words}”前一段时间有 {here}，更长的一段只有 {there}", words=words, here=here, there=there)
                yield from tell_at(C35, less.passage, less.figure.start, message, say("核对时间和数"))


def _move_before(clause: str) -> Move | None:
    from reportgen.report.checks.moves import move_before  # here: a year may print no figure

    return move_before(clause)


_NARROWED_BEHIND = regex("，(?:走?进|送到|面向|针对|主要|涵盖|覆盖)")
"""Behind a figure, what may make it a part: 举办讲座18场，进企业、进村社."""


def _key(passage: Passage, figure: PrintedFigure) -> tuple[str, str] | None:
    """The words right before a figure that was typed, and its unit; None where they say too little, or of what part it is."""
    text = passage.said
    if not figure.is_typed or not figure.unit or measure(figure.unit) in ("%", "百分点", "‰") or figure.unit == "倍":
        return None
    if _NARROWED_BEHIND.match(text, figure.after):
        return None
    clause = clause_before(text, figure.start)
    words = re.split(r"\d", clause)[-1].strip("约近超")
    for _ in range(3):
        words = _LEADING.sub("", words)
    move = _move_before(clause)
    begun = text[: figure.start]
    sentence = begun[max(begun.rfind("。"), begun.rfind("；")) + 1 :]
    scoped = is_part_of_year(begun) or re.search(
        r"上年|去年|同期|其中|目标|计划|预计|明年|力争|人均|户均|以来|[一二三]期", sentence
    )
    if (
        len(words) < (_SHORTEST - 1 if _OF_THE_YEAR.search(clause) else _SHORTEST)
        or scoped
        or (move is not None and not move.to and re.search("比|较|同比", clause))
        or _is_placed(sentence, clause)
    ):
        return None
    return words, figure.unit.lstrip("万亿") if not measure(figure.unit) else measure(figure.unit)


def _is_placed(sentence: str, clause: str) -> bool:
    """Whether what leads to the clause names a place or a body, of which the figure may be."""
    before = sentence[: len(sentence) - len(clause)]
    return is_narrowed(before) and re.search(r"[镇乡村]|社区|园区|公司|学校|医院|小区|某|领域|方面", before) is not None


def _differ(one: PrintedFigure, other: PrintedFigure) -> bool:
    this, that = (Fraction(each.value) * scale(each.unit) for each in (one, other))
    if this == that:
        return False
    if one.rough or other.rough:
        value = other.in_unit(one.unit) if one.rough else one.in_unit(other.unit)
        return value is not None and not (one if one.rough else other).admits(value)
    first, second = one.in_unit(other.unit), other.in_unit(one.unit)
    return not ((first is not None and other.admits(first)) or (second is not None and one.admits(second)))


def _two(passage: Passage, figure: PrintedFigure, other: _Told, words: str) -> Iterator[Problem]:
    elsewhere, second = other
    here = passage.said[figure.start : figure.after]
    there = elsewhere.said[second.start : second.after]
    message = say("“{words}”这里是 {here}，另一处是 {there}", words=words, here=here, there=there)
    hint = say("核对后统一；不是一回事的写明区别；填在数据里用【】引用就不会两样")
    for problem in tell_at(C35, passage, figure.start, message, hint):
        yield Problem(
            problem.code, problem.message, problem.grade, problem.place, problem.hint, problem.department,
            (elsewhere.place(elsewhere.source(second.start)),),
        )  # fmt: skip


def _half_years(subject: Subject) -> Iterator[Problem]:
    """上半年固定资产投资50.20亿元, where the whole year has 44.10."""
    for passage in subject.figured:
        for figure in passage.figures if passage.body else ():
            before = passage.said[: figure.start]
            datum = _named(subject, passage, figure) if figure.is_typed and is_part_of_year(before) else None
            if (
                datum is None
                or datum.field.kind not in ("金额", "数量", "计数")
                or re.search("上年|去年|同期", before[-24:])
            ):
                continue
            value = figure.in_unit(datum.field.unit)
            if value is not None and datum.number >= 0 and value > Fraction(datum.number):
                yield from tell_at(
                    C35, passage, figure.start, _halves(passage, figure, datum), say("核对时间和数"), about=datum
                )


def _halves(passage: Passage, figure: PrintedFigure, datum: Datum) -> Message:
    shown = passage.said[figure.start : figure.after]
    return say(
        "“{label}”不到一年就有 {words}，全年只有 {whole}{unit}",
        label=datum.label,
        words=shown,
        whole=datum.text,
        unit=datum.field.unit,
    )


def _named(subject: Subject, passage: Passage, figure: PrintedFigure) -> Datum | None:
    clause = clause_before(passage.said, figure.start)
    for name, datum in subject.by_name.items():
        head, found, rest = clause.rpartition(name)
        if found and len(rest) <= 4 and not re.search("其中|人均|新增|全[市县区省国]|[镇乡村]|公司", head):
            return datum if measure(datum.field.unit) == measure(figure.unit) else None
    return None
