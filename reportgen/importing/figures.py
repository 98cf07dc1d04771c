"""The words of a paragraph → the figures that stand in it: digits, unit, kind, approximation, and what is no figure and why.

Knows no name and no YAML.  A number with its unit is regular; so a figure is digits with a unit behind them, or in a list whose
end has one (12、15和18亿元).  Only what reads back as the same digits becomes data: full-width digits and 1,234 stay as they are
typed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportgen.importing.traps import Trap, traps
from reportgen.regex import regex
from reportgen.report.model.grammar import RANK
from reportgen.text.numbers import read_figure, usual_unit

COUNT, AMOUNT, QUANTITY, SHARE, GROWTH, POINTS, DURATION = "计数", "金额", "数量", "比率", "增速", "百分点", "时长"
CHANGES = (GROWTH, POINTS)
"""Kinds whose digits say nothing without their direction."""
OTHER_WRITING = "全角数字、千分位，照原样留着"
"""Why a number stays typed that would print otherwise."""
SURE, LIKELY, UNSURE, UNNAMED = "高", "中", "低", "待命名"
"""How certain a name is: known to the dictionary or an older year, said right before the figure, put together, none found."""

_D = "[0-9０-９]"
_NUMBER = regex(
    rf"(?<![0-9０-９.．A-Za-z]){_D}{{1,18}}(?:,{_D}{{3}}(?!{_D}))*(?:[.．]{_D}{{1,10}})?(?![0-9０-９])"
)
_SIGNED = regex(r"[\u4e00-\u9fff（(：:，,、][-－−](?=[0-9０-９])")
"""A minus that belongs to the number behind it: none between two numbers, behind the unit of the first (8亿-10亿元)."""
_REDACTED = regex(r"(?<![*＊×XxＸ])(?:[*＊]{1,12}(?:[.．][*＊]{1,12})?|[XxＸ×]{1,4}(?:[.．][XxＸ×]{1,2})?)(?![*＊×A-Za-z])")
_SCALES = "万亿 千亿 百亿 十亿 亿 千万 百万 十万 万 千 百".split()
_MEASURES = (
    "平方公里 平方千米 平方米 立方米 千瓦时 千瓦 兆瓦 吉瓦 公里 千米 海里 公顷 公斤 千克 标准箱 吨标准煤 标准煤 吨公里 人公里 "
    "微克 毫克 毫升 公升 毫米 英亩 亩 米 吨 斤 克 升 度 方 平方 立方 平米 里 华里 摄氏度 ㎡ ㎥ ㎞ ㎏ m² m2 m³ m3 km² km2 hm² hm2 km kg mm cm mg ml m "
    "KM KG kWh KWh kW KW MW GW"
).split()
_MONEY = "美元 欧元 日元 港元 人民币 元".split()
_COUNTED = (
    "人次 人 户次 户 家次 家 个 名 位 件次 件 项次 项 起 批次 批 处 座 条 所 辆次 辆 台次 台套 台 套 间 场次 场 期 册 篇 只 头 羽 株 棵 块 幢 "
    "栋 份 支 艘次 艘 架次 架 列次 列 班次 班 种 类 款 例次 例 宗 单 笔 案 张 倍 枚 粒 箱 片 组 对 盏 根 尊 届次 门 道 眼 口 匹 床 席 次 "
    "幅 部 本 孔 盒 瓶 袋 桶 层 轮 任 伙 箱次 标箱 颗 车次 封 卷 桌次 桌 堂 课时 学时 学分 人份 剂次 剂 针次 针 趟 轮次 节次 节课 扇 束 丛 尾 罐 桩 帧 "
    "餐次 台件 件套 支队 册次 台班 拨 枝 顶 副 面 首 段 杆 车 块次 幕 出"
).split()
_NOT_BEHIND = {"车": "道站间位辆型市库速", "顶": "层管楼", "副": "局市县区主书总厅处院校", "面": "向积对临貌值", "首": "次批届府位家都", "段": "落时", "封": "闭控山停",
               "针": "对灸织",
               "堂": "食", "桩": "基", "杆": "线",
               "出": "台动让租口资售入现生", "尾": "款气水", "束": "缚", "卷": "烟", "扇": "形", "剂": "量", "枝": "条"}  # fmt: skip
"""Words of counting that are none before these signs."""
_TIMES = "个工作日 工作日 个小时 小时 个月 分钟 个百分点 百分点 个千分点 千分点 天 周 秒".split()
_POINTS = ("百分点", "千分点")
_PER = "%％‰"


def _pattern(base: str) -> str:
    """What matches a unit: one of letters is a whole word, some are none before certain signs."""
    if base[-1].isascii():
        return rf"{base}(?![A-Za-z0-9²³])"
    return f"{base}(?![{_NOT_BEHIND[base]}])" if base in _NOT_BEHIND else re.escape(base)


_BASES = sorted({*_MEASURES, *_MONEY, *_COUNTED, *_TIMES}, key=len, reverse=True)
_UNIT = regex(
    rf"\s{{0,3}}(?P<more>余|多|几)?\s*(?P<scale>{'|'.join(_SCALES)})?(?:(?P<more2>余|多)(?P<scale2>万|亿)?)?"
    rf"\s{{0,3}}(?P<base>{'|'.join(_pattern(each) for each in _BASES)}|[{_PER}]"
    rf"|个(?:多|余)?(?=[\u4e00-\u9fff]))?(?P<per>/(?:平方公里|平方米|立方米|人|年|天|亩|吨|户|日))?"
)
_BEFORE = regex(r"(?:约|近|超过|超|逾|突破|达到|不足|不低于|不少于|不超过|至少|最多|接近|大约|将近|高达)$")
_AFTER = regex(r"\s*(?:以上|左右|以下|以内|上下|余|之多)")
_ROSE = regex(
    r"(?:(?<!自然)增长|下降|增幅|增速|同比|环比|增加|减少|提高|上升|降低|回落|压减|压降|下滑|涨幅|降幅|递增|翻|提升|压缩"
    r"|缩减|削减|精简|降|增|涨)(?:了|为|约|近|超过|超|幅度|率|将|控制在|保持在|完成|实现|逾|均|大幅|分别|达到|达)*$"
)
_REACHED = regex(r"(?:提高|提升|上升|增加|降低|下降|降|增|升)(?:到|至)(?:了)?(?:约|近|超过|超)?$")
_STRIVES = regex(r"[%％](?:以上|左右)?[、，]?(?:力争|争取|努力|确保)(?:达到|实现|达)?$")
_RANKED = regex(r"(?:第|居|列|位列|位居|排名|排)\s*$")
_FELL = regex(r"(?:下降|减少|降低|回落|压减|压降|下滑|降幅|压缩|削减|缩减|降)(?![^，。；]{0,6}(?:收窄|扩大))[^，。；增]{0,6}$")
"""Behind these words a change is a fall; a fall that narrows is none."""
_LIST = regex(r"\s*(?:、|和|及|与|，)\s*(?:增长|下降|约|近|超)?\s*$")
_BARE = regex(r"\s*(?:、|和|及|与|以及)\s*$")
_FROM = regex(r"(?:由|从)[^，。；]{0,24}$")
_RANGE = regex(r"\s*(?:——|—|–|～|~|-|至|到)\s*$")
_NO_MONTH = regex(r"月")
_CLAUSE = regex(r"[，。；：！？（）;,]")
_RESPECTIVE = regex(r"(?:同比|年均|均|平均)?分别(?P<tail>[\u4e00-\u9fff]{0,12})$")
_PACES, _PARTS = ("涨幅", "增速", "增幅"), ("率", "比重", "占比", "比例")
_HELD = regex(r"(?:控制|保持|稳定|维持|达|为|在|实现|完成)")
_GAP = regex(
    r"(?<=[\u4e00-\u9fff])(?:完成|达到|达|约|投入|面积|收入|金额|产值|增长|下降|总额|资金|投资|累计|共|计)"
    r"(?P<unit>(?:万|亿|万亿)元|元|(?:万)?平方米|%|个百分点|公里|亩|(?:万)?吨)(?=[，。；、])"
)


@dataclass(frozen=True, slots=True)
class ReportFigure:
    """A figure of a paragraph (``block`` of the source): characters ``start`` to ``end`` of its words are the digits.  ``reason``
    says why it
    stays typed, empty where it becomes data under ``path``; ``subject`` are the words that it was named by.
    ``level`` is the path of what a growth is the growth of.  ``reference`` is what is referred to in place of the characters
    ``span``
    where a growth is worked out of two years, and is no data then."""

    block: int
    start: int
    end: int
    digits: str
    unit: str = ""
    kind: str = ""
    approximate: str = ""
    reason: str = ""
    is_gap: bool = False
    falls: bool = False
    path: tuple[str, ...] = ()
    subject: str = ""
    department: str = ""
    certainty: str = UNNAMED
    unit_end: int = 0
    level: tuple[str, ...] = ()
    reference: str = ""
    span: tuple[int, int] = (0, 0)

    @property
    def name(self) -> str:
        return self.path[-1] if self.path else ""

    @property
    def is_data(self) -> bool:
        """Whether it stands in the data and is referred to."""
        return not self.reason

    @property
    def is_stored(self) -> bool:
        """Whether it stands in the data itself; a growth that is worked out does not."""
        return not self.reason and not self.reference

    @property
    def is_redacted(self) -> bool:
        return "*" in self.digits


def figures_of(words: str, block: int) -> tuple[ReportFigure, ...]:
    """Every number of a paragraph, figures and others, in the order of the text."""
    shut = traps(words)
    found = [*_numbers(words, block, shut), *_redactions(words, block), *_gaps(words, block)]
    ordered = sorted(found, key=lambda each: each.start)
    return tuple(_carried(words, ordered))


def _numbers(words: str, block: int, shut: Sequence[Trap]) -> Iterator[ReportFigure]:
    starts = [trap.start for trap in shut]
    last = 0
    for match in _NUMBER.finditer(words):
        trap = _trap_at(match.start(), match.end(), shut, starts)
        signed = not trap and match.start() - 1 > last and _SIGNED.match(words, match.start() - 2) is not None
        figure = _measured(words, match.start() - signed, match.end(), block)
        last = max(figure.unit_end, figure.end)
        yield replace(figure, reason=trap) if trap and not _outweighs(figure, trap) else figure


def _outweighs(figure: ReportFigure, reason: str) -> bool:
    return reason == "次序" and figure.kind == RANK


def _trap_at(start: int, end: int, shut: Sequence[Trap], starts: Sequence[int]) -> str:
    last = bisect_right(starts, start)
    return next((trap.reason for trap in reversed(shut[max(0, last - 12) : last]) if trap.end >= end), "")


def _measured(words: str, start: int, end: int, block: int) -> ReportFigure:
    """The number with what stands around it."""
    digits = words[start:end]
    before = words[max(0, start - 30) : start]
    unit, stop = _unit_at(words, end)
    said = _BEFORE.search(before)
    after = _AFTER.match(words, stop) if unit else None
    about = "".join((said[0] if said else "", _between(words[end:stop]), after[0].strip() if after else ""))
    kind = _kind(unit, before, words[stop : stop + 1])
    reason = "" if unit else "没有单位"
    read = read_figure(digits)
    if read is None or read.text != digits:
        reason = reason or OTHER_WRITING
    falls = kind in CHANGES and _FELL.search(before) is not None
    return ReportFigure(block, start, end, digits, unit, kind, about, reason, falls=falls, unit_end=stop)


def _unit_at(words: str, at: int) -> tuple[str, int]:
    """The unit that stands behind digits, and where it ends; empty for none."""
    found = _UNIT.match(words, at)
    if found is None:
        return "", at
    scale, base = (found["scale"] or "") + (found["scale2"] or ""), (found["base"] or "").rstrip("多余")
    if not scale and not base:
        return "", at
    if base == "个" and _NO_MONTH.match(words, found.end()):
        return "个月", found.end() + 1
    if not base and words[found.end() : found.end() + 1] in ("分", "次", "强", "年", "里") and scale in ("百", "千"):
        return "", at
    base = base.removeprefix("个") if base.endswith("分点") else base
    unit = usual_unit(f"{scale}{base}{found['per'] or ''}")
    return ("%" if unit == "％" else unit), found.end()


def _between(words: str) -> str:
    return next((sign for sign in ("余", "多", "几") if sign in words), "")


def _kind(unit: str, before: str, after: str) -> str:
    if unit in ("%", "‰"):
        grows = (_ROSE.search(before) and not _REACHED.search(before)) or _STRIVES.search(before)
        return GROWTH if grows else SHARE
    if unit in _POINTS:
        return POINTS
    if unit in ("位", "名") and _RANKED.search(before):
        return RANK
    if unit.endswith(("元", "人民币")) or (unit in ("亿", "万亿", "千亿", "百亿") and after != "人"):
        return AMOUNT
    if unit.endswith(("天", "小时", "个月", "分钟", "周", "秒", "工作日")):
        return DURATION
    if any(unit.split("/")[0].endswith(measure) for measure in _MEASURES) or unit.endswith("倍"):
        return QUANTITY
    return COUNT if unit else ""


def _carried(words: str, found: Sequence[ReportFigure]) -> Iterator[ReportFigure]:
    """Units carried to the left over 、 and 和, growth to the right; the ends of ranges stay typed."""
    made = list(found)
    for place in range(1, len(made)):
        before, here = made[place - 1], made[place]
        if before.kind == GROWTH and here.kind == SHARE and _BARE.fullmatch(words[before.unit_end : here.start]):
            made[place] = replace(here, kind=GROWTH, falls=before.falls)
    _each_of_its_kind(words, made)
    for place in range(len(made) - 2, -1, -1):
        here, after = made[place], made[place + 1]
        between = words[here.end : after.start]
        if here.reason == "没有单位" and after.unit and not after.reason and _BARE.fullmatch(between):
            made[place] = replace(
                here, unit=after.unit, kind=after.kind, reason=_typed(here.digits), unit_end=here.end, falls=after.falls
            )
        elif here.reason == "没有单位" and after.unit and not after.reason and _RANGE.fullmatch(between):
            made[place] = replace(here, unit=after.unit, kind=after.kind, reason="一个范围的一头，照原样留着")
            made[place + 1] = replace(after, reason="一个范围的一头，照原样留着")
    yield from made


def respective(before: str) -> tuple[list[str], str] | None:
    """What stands before a list of figures → the subjects that 分别 goes over, and the words behind it; None without 分别."""
    clause = _CLAUSE.split(before)[-1]
    said = _RESPECTIVE.search(clause)
    return (re.split(r"、|和|以及|及|与", clause[: said.start()]), said["tail"]) if said else None


def _each_of_its_kind(words: str, made: list[ReportFigure]) -> None:
    """失业率、价格涨幅分别控制在5%和3%: a share and a growth."""
    for first, figure in enumerate(made):
        if figure.kind not in (GROWTH, SHARE) or (said := respective(words[max(0, figure.start - 120) : figure.start])) is None:
            continue
        for place, subject in enumerate(said[0][: len(made) - first]):
            listed = made[first + place]
            rate = GROWTH if subject.endswith(_PACES) else SHARE if subject.endswith(_PARTS) else ""
            if rate and listed.kind in (GROWTH, SHARE) and _HELD.match(said[1]):
                made[first + place] = replace(listed, kind=rate)


def _typed(digits: str) -> str:
    read = read_figure(digits)
    return "" if read is not None and read.text == digits else OTHER_WRITING


def _redactions(words: str, block: int) -> Iterator[ReportFigure]:
    """What was blacked out: ``*`` with a unit is data, other signs stay as they are typed and are listed."""
    for match in _REDACTED.finditer(words):
        figure = _measured(words, match.start(), match.end(), block)
        if figure.unit and match[0] == "*":
            yield replace(figure, reason="")
        elif figure.unit or "*" in match[0]:
            yield replace(figure, reason="脱敏的写法，照原样留着")


def _gaps(words: str, block: int) -> Iterator[ReportFigure]:
    """Digits that were left out altogether: 面积约平方米."""
    for match in _GAP.finditer(words):
        at = match.start("unit")
        unit = usual_unit(match["unit"])
        yield ReportFigure(
            block,
            at,
            at,
            "",
            unit,
            _kind(unit, words[max(0, at - 30) : at], ""),
            is_gap=True,
            unit_end=match.end("unit"),
        )
