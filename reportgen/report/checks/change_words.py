"""The words of change in a sentence → patterns: what stands between a figure and what is said of it, and what needs no figure.

Knows no figures and no data; ``changes`` holds them against the years.  ``moves`` has the words of rise and fall themselves,
``scope`` those of time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from reportgen.regex import regex
from reportgen.report.checks.moves import DOWN, UP
from reportgen.report.checks.scope import AGAINST, AGO

_END, _PAUSE = "(?=。|[，；]|$)", "(?=[、。]|[，；]|$)"
"""Where a clause ends, or something in it does.  A set of three or more signs beyond Latin that are no neighbours takes a tenth
of a millisecond to compile, one of two takes next to nothing."""
NEUTRAL = regex(
    r"(?:[，、；（(）)]|同比|较|比|与|上年|去年|上一年|同期|上年度|年底|年末|底|末|名义|实际|按|可比价格?|现价|计算|扣除价格因素|增速|增幅|降幅|增长率|为|是|达到|达|约|近|了"
    rf"|{AGO}(?:同口径|水平)?|相比|相较|虽然?|但|仍|均|都|全部|普遍|有所|依然|总体上|基础上|还是|则|只|仅|才"
    r"|超过|首次|继续|连续|保持|平均|分别|大幅|小幅|略有|略|稳步|持续|明显|显著|进一步|总体|基本|已经?|也|又|再|净|多|创|其增速|，?由降转增|止跌回升|总量|总额|规模|数量|这一指标"
    r"|实现|呈现?|一年(?:来|间|内)?|年内|全年|当年|\ue0f2|(?:增势|态势|势头|形势|走势|表现|成效|成绩|质效|运行)(?:良好|强劲|明显|平稳|较好|喜人|亮眼|向好|显著|突出|不减)"
    r"|接近|将近|几乎|稳中(?:有进|向好|求进)|再创佳绩|再上新台阶|再上台阶|成效明显|顺利|圆满|如期|相对|比较|较为)*"
)
LED_TO = regex(
    r"[^，。；、\d]{0,10}(?:到|至|为|成|达)(?:了|(?:今年|目前|现在|如今|当前|本年)的)?(?:约|近|超)?|，(?:今年|本年|当年)(?:为|有|是|达到?|共|共有|实际)?"
)
"""Between the figure that something started from and where it is now: 由12家[发展到]20家."""
IS_SHARE = regex(r"(?:[率度面]|比例|比重|占比)(?:为|是|已?达到?|约|将?近|接近|超过?|逾|高达|稳定在|保持在|均)*$")
COMPARING = regex("(?:[比较]起?|[与同和])$")
BARELY = regex("，?(?:净|又|再|还|共|有所|略|大幅|明显|相比)*")
"""Between last year's figure and the word of change: 比上年的720次多."""
WITH = regex(r"，?(?:以|按|保持|保持着|实现|取得|录得|呈现?)(?:了)?(?:高达|达|将?近|约|超过?)?$")
FALLING = frozenset(("降幅", "跌幅", "降速", "下降", "减幅"))
RATE_BEHIND = regex(r"(?:左右|以上)?的?(?:高?速?)(?P<way>增速|增幅|涨幅|升幅|增长率|增长|降幅|跌幅|降速|减幅|下降)(?!点|极|贡献)")
LAST = regex(
    rf"(?:在?{AGO}(?:同期|全年|同口径|年?[底末]|这个?时候|此时|同一时期)?的?(?:基数|完成数|实际数|实绩|数|总量|总数|水平)?(?:的|为|是|仅为?|只有|共|实际)?|同期(?:为|的))$"
)
FROM = regex(rf"(?:由|从)(?P<ago>{AGO}|年初|上年末|上年底)?(?:同期|全年|底|末|初)?(?:的|时的)?$")
ENDS_AGAINST = regex(rf"{AGAINST}，?(?:净|共|又|再|累计|还|实际|大幅|小幅|略|明显|进一步)*$")
ON_BASIS = regex(r"的?(?:基础上|基数上)，?")
TIMES = regex(rf"(?:是|为|相当于|达到?)(?:{AGO}(?:同期|全年)?|原来|原先|之前|以前|[改整]造?治?前)的?$")
LEVELLED = regex(
    rf"(?:(?:与|同|和|比){AGO}(?:同期|度|全年|水平)?(?P<about>基本|大体|大致|总体)?(?:持平|(?P<like>相当(?!于)|相仿|差不多))|同比(?P<about2>基本)?持平)"
    rf"|(?P<about3>基本|大体|大致)?(?P<bare>持平){_PAUSE}"
)
DOUBLED = regex(r"(?P<almost>接近|将?近|几乎)?(?:实现了?)?翻了?(?P<near>将?近|约|差不多)?(?:(?P<count>[一两二三四]?)番(?!番)|倍)(?P<more>多|有余|以上)?")
HIGH = regex(
    r"(?:创|刷新|打破|改写)(?:下|造|出)?了?(?:历史|历年|近年|近[三五十]年|有记录以来)?(?:同期)?"
    r"(?:的?(?:最|新)(?P<way>高|低)|的?最[好优佳](?:成绩|水平|业绩)?|的?最?新?(?:纪录|记录|峰值))"
    r"|(?:历史|历年)(?:同期)?(?:最高|新高|之最|峰值|最[好佳]水平)"
)
PAST_LAST = regex(rf"(?:突破|超过|超|高于|好于|优于){AGO}(?:同期|全年)?(?:水平|的水平|数)?")
SIGNS_OF_PAST_LAST = " ".join(sign + ago for sign in "破过超于" for ago in ("上年", "上一年", "去年", "前一年"))
OVER = regex(r"(?:重[回返新]{1,2}(?:站上)?|[突首冲]破|超越|[站迈登踏跨跃]上|站稳|[越跨迈冲]过|冲破|跨入|迈入|首超)了?$")
IS_CHANGE = frozenset(("净增", "净减", "增量", "增加额", "增长额", "增加量", "增长量", "减量", "减少量", "减少额", "下降额", "压降量"))
"""Words that say a difference by themselves, without 比上年."""
TO_CHANGE = regex(r"，?(?:一年(?:来|内|间)?|年内|全年|当年|今年|本年)?$")
DIGITS = regex(r"(?P<count>个|[一两二三四])位数(?:的)?(?P<way>增长|增幅|增速|下降|降幅)")
HALVED = regex(r"(?:近乎|几乎)?(?:腰斩|减半|折半|对折|拦腰)")
NONE = regex(rf"零(?P<what>发生|发案|新增|事故)|(?:为|降为|降到|归|清)零|(?P<still>没有|未)发生{_END}")
RISES = (*UP, "高")
_LONG = (word for word in (*UP, *DOWN) if len(word) > 1 and word[-1] not in "出至面容量额")
WAYS = (*sorted(_LONG, key=len, reverse=True), "升", "降")
_STEADILY = tuple(
    "双双 双 正 恢复性 稳步 稳定 较快 快速 持续 平稳 小幅 大幅 明显 显著 有所 略有 稍有 稳中有 同步 均有所 均有 均 全部"
    " 都有所 普遍 全面 逐年 连年 逐步 不断 进一步".split()
)
_BEFORE_WAY = frozenset("双正步定快速续稳幅显著所有均年性升呈现遍面断持部了")
_YEARS_ON = r"连续[两二三四五六七八九十\d]+年"
_BARE = (
    (("增不减", "增无减", "不减反"), r"(?P<only>只增不减|有增无减|不减反[增升])"),
    (("减不增", "减无增", "不增反"), r"(?P<less>只减不增|有减无增|不增反[减降])"),
    (
        ("趋势", "态势", "势头", "走势"),
        r"(?:呈现?|保持|延续|维持)了?(?:稳步|持续|逐年|明显|较快|平稳|良好|稳定)?(?P<trend>WAYS)(?:的?(?:良好|强劲)?(?:趋势|态势|势头|走势))",
    ),
    (
        ("比上", "比去", "比前"),
        rf"比{AGO}(?:同期)?(?:还|更|又|要|有所)?(?P<than>增长|增加|多|高|减少|下降|少|低)(?:了?一?些|不少|许多)?{_END}",
    ),
    (
        ("中有增", "反升", "由降", "转正", "止跌", "逆势"),
        r"(?P<turned>稳中有增|不降反升|由降转[升增]|由负转正|止跌回升|逆势(?:增长|上扬|上升|飘红))",
    ),
    (("反降", "转降", "转负"), r"不升反降|由[升增]转降|由正转负"),
    (("负增长",), rf"(?:实现|出现|呈现?|陷入)?负增长{_END}"),
    (
        ("高于", "低于", "好于", "多于", "少于", "超过", "不及"),
        rf"(?:略|稍|明显|大大|远)?(?P<level>高于|低于|好于|多于|少于|超过|不及)(?:{AGO}|往年|以往|历年|前几年)(?:同期|水平|全年)?{_END}",
    ),
)
"""What is said of a change by words alone, and signs without any of which it is not met."""
_SIGNS_OF_BARE = tuple(
    "比上 比去 比前 不降 不升 无降 无升 不减 不增 无减 无增 由降 由升 由增 由负 由正 负增 势头 态势 趋势 走势 逆势 止跌 稳中有增 全部实现".split()
) + tuple(word + sign for word in ("于", "超过", "不及") for sign in "上去前往以历")


def ways_in(text: str) -> tuple[str, ...]:
    """The words of rise and fall that a text has, longest first."""
    return tuple(word for word in WAYS if word in text)


def plain_way(ways: Sequence[str]) -> re.Pattern[str]:
    """A word of rise or fall that ends a clause, or a part of one.

    Of the sixty words only those that the report has at all are compiled: in any part of its text such a pattern meets what one of
    all the words would meet, and takes a tenth of the time to compile.
    """
    return regex(rf"(?P<way>{'|'.join(ways)}){_PAUSE}")


def bare(text: str, ways: Sequence[str]) -> re.Pattern[str]:
    """不断提升, 呈上升趋势, 比上年多, 低于往年: the same of what is said without a figure."""
    steadily = [word for word in _STEADILY if word in text]
    years_on = [_YEARS_ON] if "连续" in text else []
    met = [pattern for signs, pattern in _BARE if any(sign in text for sign in signs) and (ways or "WAYS" not in pattern)]
    if ways and (steadily or years_on):
        on = f"(?:{_YEARS_ON})?" if years_on else ""
        first = (
            rf"(?:实现|保持|继续|呈|呈现)?(?:了)?{on}(?:保持|实现|呈)?"
            rf"(?:{'|'.join((*steadily, *years_on))})(?:实现|保持|呈现?|有所)?了?(?P<way>WAYS){_PAUSE}"
        )
        met.insert(0, first)
    return regex("|".join(met).replace("WAYS", "|".join(ways)) or "(?!)")


def signs_of_bare(text: str, ways: Sequence[str]) -> tuple[str, ...]:
    """What ``bare`` is looked for behind, in a sentence of a text: a quick look, of which a text has one or two."""
    before = ((way, {piece[-1:] or way[-1] for piece in text.split(way)[:-1]}) for way in ways)
    return (*(sign + way for way, signs in before for sign in sorted(signs & _BEFORE_WAY)), *_SIGNS_OF_BARE)


_AND = str.maketrans("和与及", "、、、")
_TOGETHER = regex(
    "(?:等[^，。；、]{0,6}(?:指标|数据|方面)?|等?[两二三四五六七八九十\\d]+项(?:指标)?)?(?:分别|双双|均|都|全部|普遍|同步|实现|保持|总量|总额|全面|较上年|比上年|同比)*$"
)
ALL_OF = regex("(?:双双|均|都|全部|普遍|全面)(?:[^，。；、]{0,4})$")
THAN = regex(r"(?P<way>快于|高于|高出|低于|慢于|领先|落后于|领先于)(?P<name>[^，。；、\d]{3,16}?)(?:的)?(?:增速|增幅|增长率)?$")
SPEED = regex("增速|增幅|加快|放缓")
BEYOND_LAST = regex(rf"(?P<word>(?:高|多|超)出|(?:低|少)于|高于|多于|超过){AGO}(?:同期|全年)?(?:约|近|整整)?$")
"""高出上年1.45亿元: how much more, or last year's figure itself."""
ONLY_FILLED = regex(r"(?:全年|今年以?来?|本年|年内|当年|平均|总体|，)*")
DOING = regex("^(?:实现|完成|达成|新增|取得|收入)+")
OF_AGO = regex(rf"(?:而|在)?{AGO}(?:全年|全街|同期)?的?")
"""Before a name, what makes it last year's: 2023年发案数181起."""
AGO_FIRST = regex(f"(?:而|在)?{AGO}")
NOW = regex("，(?:今年|本年|当年)")
UNDER = regex(r"(?:跌破|降破|跌穿)了?$")
_UNSURE = tuple("计划 预计 力争 目标 争取 确保 明年 下年 下一年 环比 力促 有望".split())

REACHING = regex(
    r"(?:以内|以下|之内|以上)?(?:的?(?:大关|关口|台阶|门槛|关|水平|新台阶|量级))?，?(?:[^，。；\d]{0,6}(?:总量|总额|规模|全年|累计|已|实际))?"
    r"(?:达到|达|实现|完成|为|是|增至|升至|增长到|增长至|现有|尚有|还有|剩|只有|仅|(?<=实际))了?"
)
REACHED = regex(
    r"(?:首次|已|历史性)?(?:共|共计|总额|总量|总数|规模|已|就)?(?:达到|达|实现|完成|突破|逼近|直逼|跌破|超过|为|是|增长到|增长至|增加到|增加至|提高到"
    r"|提升至|增至|升至|降至|下降到|下降至|站[上稳]|迈上|跃上)?了?(?:约|近|超|不足|不到|逾)?$"
)
"""What may stand between a name and its figure."""
RANK_WORD = regex(
    r"(?P<word>(?P<up>上升|跃升|提升|晋升|前移|跃居|跃|升|进)|(?:下降|下滑|回落|后移|退|降))(?:至|到|为|居)?[^，。；、\d]{0,4}$"
)
_LEADING = regex(rf"(?:同比|一年(?:来|间|内)?|[比较]{AGO}(?:同期|底|末)?|实际|名义)+$")
OF_LAST = regex(rf"(?:是|为|只有|仅有|只|仅|相当于|达到?|不到|不足|接近|超过)*{AGO}(?:同期|全年)?的(?:约|近|不到|不足|超过)?$")
"""What a share of last year's figure stands behind: 只有上年的四成."""
EACH_ITS_OWN = regex(r"分别(?P<words>[^，。；、\d]{0,8})$")
BETWEEN_TWO = regex(r"(?:、|和|与|及|以及|，)(?P<words>[^，。；、\d]{0,6})")
"""Between the figures of 分别增长13.4%和10.1%."""
FILLING = regex(r"(?:全年|今年以?来?|本年|年内|当年|[\d\ue0f2]+年|上年|我们|完成|实现|共计?|累计|推动|但|而|的|在|一年来|，)+")
"""Words before a name that leave it what it is."""
FROM_LAST = regex(rf"(?:由|从){AGO}(?:同期|全年|底|末)?(?:的|时的)?$")
_MAY_LEAD = tuple("同比 年 来 间 内 度 \ue0f2 期 底 末 实际 名义 \n".split(" "))
_MAY_BE_TOGETHER = tuple("分别 双双 均 都 全部 普遍 同步 实现 保持 总量 总额 全面 上年 同比 \n".split(" "))


def without_leading(text: str) -> str:
    """A text without what may stand between a name and what is said of it: 同比, 比上年同期.  Where none of these words ends it the
    pattern, which takes long to compile, is not asked; so below."""
    return _LEADING.sub("", text) if text.endswith(_MAY_LEAD) else text


def named_together(clause: str) -> list[str]:
    """The names in a clause that says something of several: 财政总收入和自营出口均."""
    together = "等" in clause or "项" in clause or clause.endswith(_MAY_BE_TOGETHER)
    names = _TOGETHER.sub("", clause) if together else clause
    return names.replace("以及", "、").translate(_AND).split("、")


def is_unsure(segment: str) -> bool:
    """Whether a plan is spoken of, or another time; 将军 is no plan."""
    return any(word in segment for word in _UNSURE) or "将" in segment.replace("将军", "军")
