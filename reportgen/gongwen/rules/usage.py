"""The words of a document → words that are often written wrong, and days of the week that do not fit their date.

Knows no form.  The table holds only words that are wrong wherever they stand; what is right in some sentences is not in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

from reportgen.gongwen.document.model import DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.rule import Finding, at, prose, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.regex import regex

_WRITTEN: Mapping[str, str] = dict(
    pair.split(">") for pair in (
        "部暑>部署 即然>既然 复盖>覆盖 兰图>蓝图 座落>坐落 松驰>松弛 震憾>震撼 重迭>重叠 渡假>度假 追朔>追溯 辩别>辨别 仃止>停止 叁加>参加 显箸>显著 惯彻>贯彻 贯策>贯彻 杜决>杜绝 "
        "台帐>台账 帐户>账户 帐目>账目 帐簿>账簿 帐款>账款 记帐>记账 报帐>报账 增涨率>增长率 签定合同>签订合同 签定协议>签订协议 反应问题>反映问题 做为一>作为一 分辩率>分辨率 "
        "优化配制>优化配置 合理配制>合理配置 精减机构>精简机构 精减人员>精简人员 落实道位>落实到位 座谈会义>座谈会议 通之如下>通知如下 严励打击>严厉打击 严历打击>严厉打击 "
        "再接再励>再接再厉 责无旁代>责无旁贷 迫不急待>迫不及待 一如继往>一如既往 相形见拙>相形见绌 穿流不息>川流不息 不径而走>不胫而走 走头无路>走投无路 挺而走险>铤而走险 "
        "趋之若骛>趋之若鹜 万事具备>万事俱备 按步就班>按部就班 滥芋充数>滥竽充数 默守成规>墨守成规 出奇不意>出其不意 名符其实>名副其实 谈笑风声>谈笑风生 有持无恐>有恃无恐 "
        "百费待兴>百废待兴 全力已赴>全力以赴 全力以付>全力以赴 因地治宜>因地制宜 因地置宜>因地制宜 一愁莫展>一筹莫展 措手不急>措手不及 融汇贯通>融会贯通 防患未燃>防患未然 "
        "防患于未燃>防患于未然 变本加利>变本加厉 收效甚危>收效甚微 成效显注>成效显著 如火如茶>如火如荼 再所难免>在所难免 再所不惜>在所不惜 声名雀起>声名鹊起"
    ).split()
)  # fmt: skip
_PLACED = (
    (regex(r"(?<![公发颁宣分遍散])布署(?!名)"), "部署"),
    (regex(r"(?<![依遵])按装(?![置备订])"), "安装"),
)
"""Wrong words that are also the end of one word and the beginning of the next."""
_UNTIL = regex(r"截止(?:到)?(?=\s*(?:[0-9０-９]|[今本上去]|目前|二〇|年底|月底|当前|发稿))")
_WRONG = regex("|".join(map(re.escape, sorted(_WRITTEN, key=len, reverse=True))))
_TWO_ABOUT = regex(r"关于(?:对(?!外|口|华|台|照|抗|接|策|称|比|标|等|于)|就(?!业|地|近|读|医|诊|餐))|(?:对|就)关于")
_TITLES = frozenset((Role.TITLE, Role.ANNEX_TITLE, Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE))
_LETTER = regex(r"此致[\s\u3000！]*敬礼|此致[！。]?$|^敬礼[！。]?$|顺颂|敬祝(?:工作顺利|身体健康)|祝(?:您|你|贵单位|工作顺利)[^，。]{0,6}[！。]$")
_TWICE = (
    regex(r"原因是(?:因为|由于)|目的是为了|理由是因为"),
    regex(r"凯旋(?:归来|而归)|国际间(?!谍)|提前预[约告]|悬殊[很较]大|非常(?:酷似|雷同)|更加(?:愈|弥)|切忌(?:不要|不能|不可)|(?<!已)大约(?:近|将近)"),
)
_WEEKDAY = regex(
    r"(?:(?<!\d)((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月(\d{1,2})日\s*[，,]?\s*[（(]?\s*(?:星期|周|礼拜)([一二三四五六日天])(?![期至到—～-])\s*[）)]?"
)
_DAYS = "一二三四五六日"
_YEAR = regex(r"((?:19|20)\d{2})年")


@rule("G151", "实务（日期与星期）", Strength.NORMAL)
def weekdays(document: WordDocument) -> Iterator[Finding]:
    """日期与星期相符。
    为什么：会议通知改了日期，常常忘了改星期；来的人不知道信哪一个。
    例：“2025年7月18日（星期四）”，那天是星期五。
    """
    dated = next((found for each in document.having(Role.DATE) if (found := _YEAR.search(each.words))), None)
    for paragraph in prose(document):
        year = dated[1] if dated else ""
        for match in _WEEKDAY.finditer(paragraph.text):
            before = _YEAR.findall(paragraph.text[: match.end()])
            given = match[1] or (before[-1] if before else year)
            shown = _weekday(given, match[2], match[3])
            if shown and shown != match[4].replace("天", "日"):
                message = say("{year}年{month}月{day}日是星期{weekday}", year=given, month=match[2], day=match[3], weekday=shown)
                yield Finding(message, at(paragraph, match.start(), match.end()), say("核对日期和星期"))


def _weekday(year: str, month: str, day: str) -> str:
    """The day of the week, empty where the year is not known or there is no such day."""
    try:
        return _DAYS[date(int(year), int(month), int(day)).weekday()] if year else ""
    except ValueError:
        return ""


@rule("G155", "《党政机关公文处理工作条例》第十九条", Strength.PRACTICE)
def wording(document: WordDocument) -> Iterator[Finding]:
    """用词规范：介词不连用，意思不说两遍。
    为什么：条例要求公文“表述准确，文字精练”；“关于对”是两个介词连用，“原因是因为”把意思说了两遍。
    例：“关于对环境进行整治的通知”应为“关于整治环境的通知”；“原因是因为”留一个。
    """
    for paragraph in document.having(Role.BODY) if document.profile == "公文" else ():
        for match in _LETTER.finditer(paragraph.text):
            yield Finding(say("“{words}”是书信的用语", words=match[0]), at(paragraph, match.start(), match.end()), say("公文不写，删去"))
    for paragraph in prose(document):
        if paragraph.role in _TITLES:
            for match in _TWO_ABOUT.finditer(paragraph.text):
                message = say("“{words}”是两个介词连用", words=match[0])
                yield Finding(message, at(paragraph, match.start(), match.end()), say("只留“关于”，改写后面的话"))
        for pattern in _TWICE:
            for match in pattern.finditer(paragraph.text):
                message = say("“{words}”意思说了两遍", words=match[0])
                yield Finding(message, at(paragraph, match.start(), match.end()), say("删去多余的"))


@rule("G156", "实务（错别字）", Strength.NORMAL)
def misspelt(document: WordDocument) -> Iterator[Finding]:
    """常用词不写错：到某时为止用“截至”，“台账”不写“台帐”。
    为什么：这些词打字时最容易选错，校对时也最容易看漏。
    例：“截止2025年6月底”应为“截至2025年6月底”；“做好工作部暑”应为“部署”。
    """
    for paragraph in prose(document):
        for match in _UNTIL.finditer(paragraph.text):
            yield Finding(say("到某时为止写作“截至”"), at(paragraph, match.start(), match.end()), say("改成“截至”；“截止”是到期停止"))
        yield from _written(paragraph)


def _written(paragraph: DocParagraph) -> Iterator[Finding]:
    for match in _WRONG.finditer(paragraph.text):
        yield _wrong(paragraph, match, _WRITTEN[match[0]])
    for pattern, right in _PLACED:
        for match in pattern.finditer(paragraph.text):
            yield _wrong(paragraph, match, right)


def _wrong(paragraph: DocParagraph, match: re.Match[str], right: str) -> Finding:
    message = say("“{written}”写错了，应为“{right}”", written=match[0], right=right)
    return Finding(message, at(paragraph, match.start(), match.end()), say("改正"))
