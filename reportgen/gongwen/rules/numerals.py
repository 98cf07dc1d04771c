"""The words of a document → departures from GB/T 15835-2011 and in units, and habits of figures in official texts.

Knows no figures' meaning.  Ranges, dates and number words are looked at as they are written; the sub-clause numbers of
GB/T 15835 chapter 5 come from secondary sources.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from reportgen.gongwen.document.model import TEXT, DocParagraph, Role, WordDocument
from reportgen.gongwen.rules.imprint import imprint_lines
from reportgen.gongwen.rules.rule import Finding, Search, at, fault, found, prose, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.problem import Grade
from reportgen.regex import regex

_N = r"\d+(?:\.\d+)?"
_MEASURES = r"(?:%|万|亿|元|米|公里|千米|倍|个|家|人|户|亩|吨|岁|天|小时|分钟|℃|度|平方)"
_WIDE = (
    fault(r"[０-９]+", say("数字是全角"), say("改成半角数字")),
    fault(r"(?<=\d)／(?=\d)", say("分数线是全角"), say("改成半角“/”，或写成“三分之一”")),
    fault(r"％", say("百分号是全角"), say("改成半角“%”"), Grade.NOTE),
)
_RANGES = (
    fault(
        rf"(?<![\d.\-—]){_N}(?:%|万|亿)?[-－~∼–]{_N}{_MEASURES}",
        say("数值的起止用了别的符号"),
        say("数值范围用浪纹线“～”或一字线“—”，如“15%～30%”"),
    ),
    fault(
        rf"(?<![\d.\-]){_N}[—～]{_N}(?:%|万|亿)",
        say("范围的前一个数缺“%”或“万”“亿”"),
        say("两个数都写单位，如“15%～30%”“9亿～16亿”"),
    ),
    fault(
        r"(?<!\d)(?:19|20)\d{2}年?\s*[-－~∼–]\s*(?:19|20)\d{2}年",
        say("年份的起止用了别的符号"),
        say("时间起止用一字线“—”，如“2021—2025年”"),
    ),
    fault(
        r"(?<!\d)\d{1,2}月?[-－~∼–]\d{1,2}月(?!\d)",
        say("月份的起止用了别的符号"),
        say("时间起止用一字线“—”，如“1—5月”"),
    ),
    fault(
        r"(?<!\d)\d{1,2}[:：]\d{2}\s*[-－~∼–]\s*\d{1,2}[:：]\d{2}|(?<=[\d])[时点]\s*[-－~∼–]\s*\d{1,2}[时点]"
        r"|(?:周|星期)[一二三四五六日][-－~∼–](?:周|星期)?[一二三四五六日]",
        say("时间的起止用了别的符号"), say("时间起止用一字线“—”，如“9:00—11:30”"),
    ),
    fault(r"(?<=月)\d{1,2}日?[-－~∼–]\d{1,2}日", say("日期的起止用了别的符号"), say("时间起止用一字线“—”")),
    fault(r"\d[年月日时%]?——\d", say("起止用了破折号"), say("用一字线“—”")),
    fault(r"(?<=[汉])(?<![第附表图])[-－](?=[汉])", say("起止或并列用了短横线"), say("时间、地点的起止用一字线“—”"), Grade.NOTE),
    fault(r"\d[月日][-－~∼–]\d{1,2}月\d", say("日期的起止用了别的符号"), say("时间起止用一字线“—”")),
    fault(
        r"(?:\d{4}年?|\d{1,2}[月日]?)～\d{1,4}[年月日]",
        say("时间的起止用了浪纹线"),
        say("时间起止用一字线“—”，如“2021—2025年”"),
        Grade.NOTE,
    ),
)
_FORMS = (
    fault(r"(?<![\d第，,.])\d{1,3}，\d{1,2}(?=(?:%|万|亿|公里|公顷|千米|个百分点))", say("小数点写成了别的"), say("写成“8.5”")),
    fault(rf"{_N}%\s*(?:到|至|～|—|-)\s*{_N}个百分点", say("范围的两头一个是“%”，一个是“百分点”"), say("两头写成一样")),
    fault(r"[十百千][1-9]\d?(?=[个名户家人项亩元件次处条所座台])", say("一个数半是汉字半是数字"), say("都用阿拉伯数字")),
    fault(
        r"(?<![数几第])[一二三四五六七八九]千[零〇]?[一二三四五六七八九][百十零〇一二三四五六七八九]*(?=[个名户家人项亩元件次处条所座台吨])"
        r"|[一二三四五六七八九][百千][零〇一二三四五六七八九十百]*[万亿]元",
        say("统计的数用了汉字"), say("写成阿拉伯数字"), Grade.NOTE,
    ),
    fault(r"(?<![\d.])20\d{2}(?=[上下]半年|第?[一二三四1-4]季度|年?\s*年$)", say("年份后面缺“年”"), say("写成“2025年上半年”")),
    fault(r"(?<![\d.第近过前约达共用满了])[12]\d年(?=[上下]半年|第?[一二三四1-4]季度|汛|[一二三四五六七八九十]{1,2}月)", say("年份只写两位"), say("年份写四位")),
    fault(r"\d成(?=[以左多，。；、的])", say("“成”前面用了阿拉伯数字"), say("写成“三成”或“30%”")),
    fault(r"\d[:：]\d{2}时", say("“:”后面又写“时”"), say("写成“6:00”或“6时”")),
    fault(r"百分点[%％]", say("“%”和“百分点”写在一起"), say("比率写“%”，两个比率之差写“个百分点”")),
    fault(r"\d月\d{1,2}号(?![楼线车院井坑台馆厅])", say("日写成了“号”"), say("写成“4月8日”")),
    fault(r"(?<!^[0-9])(?<!^[0-9]{2})(?<=[0-9])[。．](?=[0-9])", say("小数点写成了别的"), say("写成“8.5”")),
    fault(r"(?<![\d，,.])\d{1,3}(?:，\d{3})+(?=[\u4e00-\u9fff%])", say("数字里用了全角逗号"), say("删去逗号")),
    fault(r"(?<![\d.a-zA-Z])\.\d+", say("小于 1 的小数没有写 0"), say("写成“0.5”")),
    fault(
        r"\d[百千](?![瓦克米伏卡分帕赫字斤兆安焦])|\d十",
        say("阿拉伯数字后面接“十”“百”“千”"),
        say("写成“3000”或“三千”；“万”“亿”可以接"),
    ),
    fault(r"\d个百分(?!点)", say("“个百分点”写成了别的"), say("两个百分数之差写“0.5个百分点”")),
    fault(r"(?<![\d,])\d{1,3}(?:,\d{3})*,(?:\d{4,}|\d{1,2})(?![\d,])(?=[\u4e00-\u9fff%])", say("千分位分错了"), say("每三位一分，或者不分")),
    fault(r"第(?:[五六七八九十]|[5-9]|\d{2,})季度|(?<![\d.年第])(?:1[3-9]|[2-9]\d)月(?=[份底初末中上下])", say("没有这个季度、月份"), say("核对")),
    fault(r"\d(?:亿亿|万万)", say("“亿”“万”写了两遍"), say("删去一个")),
    fault(r"[%％]个?百分点", say("“%”和“百分点”写在一起"), say("比率写“%”，两个比率之差写“个百分点”")),
    fault(r"\d\s*百分点|\d[%％]点", say("“百分点”前面缺“个”"), say("写成“0.5个百分点”")),
    fault(r"百分之[一二三四五六七八九十百点]*\d", say("“百分之”后面用了阿拉伯数字"), say("写成“6.7%”")),
    fault(r"二[零OＯo][零〇OＯo一二三四五六七八九]{2}(?=年)", say("年份里的“〇”写成了别的字"), say("写成“2025年”；用汉字的，写“二〇二五年”")),
    fault(r"[%％]{2,}|(?<=\d)(万元|亿元|公里|平方米|元|家|户|亩|吨|项)\1", say("单位写了两遍"), say("删去一个")),
    fault(r"\d\s*个\s*[%％]", say("“个”后面写了“%”"), say("写成“6.7%”或“6.7个百分点”")),
    fault(r"\d几|几\d", say("概数用了阿拉伯数字"), say("概数用汉字，如“二十几”")),
    fault(r"(?<![\d.])\d{2}年(?=\d{1,2}月)", say("年份只写两位"), say("年份写四位")),
    fault(r"(?<=\d年)0\d(?=月)|(?<=\d月)0\d(?=日)", say("月、日前面补了 0"), say("删去 0")),
)
_SAID = r"(?:\d[\d.]*[十百千万亿]*|[一二两三四五六七八九十百千万亿几]+)"
_ABOUT = "(?:约|近|将近|大约|大概|接近)"
_HABITS = (
    fault(r"(?:增长|下降|减少|上升|提高|同比|环比)了?\s*[-－−]\d", say("增长、下降后面带负号"), say("写成“下降6.2%”")),
    fault(rf"{_ABOUT}\s*{_SAID}[^，。；、]{{0,8}}?(?:左右|上下)|(?:{_ABOUT}|超过?)\s*{_SAID}[^，。；、]{{0,4}}?[余多](?=汉)(?!年|个?月|天|日|小时)"
          rf"|(?:至少|超过|突破)\s*{_SAID}[^，。；、]{{0,8}}?以上|{_SAID}[余多][^，。；、]{{0,6}}?(?:左右|上下|以[上下])|{_ABOUT}{_ABOUT}\s*{_SAID}",
          say("约数的说法叠用"), say("只留一个，如“约30家”或“30家左右”")),
    fault(r"(?:左右|上下)以[上下]|以[上下]左右|(?:不少于|不低于|至少|超过|突破)[^，。；、]{0,10}以下|(?:不超过|不多于|至多|最多|不足)[^，。；、]{0,10}以上",
          say("约数的说法自相矛盾"), say("核对是以上还是以下")),
    fault(r"(?:缺口|资金|投资|产值|经费)(?:达|为|约)?\d+(?:\.\d+)?(?=[，。；])", say("数字后面没有单位"), say("写明“万元”“亿元”等")),
    fault(rf"(?:下降|减少|降低|缩短|压缩|缩小)了?\s*(?:{_N}|[一二两三四五六七八九十]+|[数几])倍", say("减少用了倍数"), say("减少用百分数或几分之几")),
    fault(f"率[^，。；、至到为]{{0,14}}(?:提高|提升|上升|下降|降低|回落|增加){_N}%", say("比率的增减用了“%”"), say("两个百分数之差写“个百分点”，请核对")),
    fault(r"(?<![\d,])\d{1,3}(?:,\d{3})+(?![\d,])", say("数字用了千分位逗号"), say("公文一般不分节，大数用“万”“亿”")),
)  # fmt: skip
_PERIOD = regex(r"(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日\s*(?:[—～至到\-－~]+)\s*(?:((?:19|20)\d{2})年)?(\d{1,2})月(\d{1,2})日")
_SPAN = regex(rf"(?<![\d.])({_N})(?:%|万|亿)[～—]({_N})(?:%|万|亿)")
_DAY = regex(r"(?:(?<!\d)((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月(\d{1,2})日")
_UNTIL_DAY = regex(r"(?:(?<!\d)((?:19|20)\d{2})年)?(?<!\d)(\d{1,2})月\d{1,2}日\s*[—～至到\-~]+\s*(\d{1,2})日")
_BARE_AMOUNT = regex(r"\d+(?:\.\d+)?[亿万](?=[，。；、）]|$)")
_COUNTED = regex(r"(?:数|人次|户次|人口)[^，。；、：\d]{0,8}$")
"""A noun that says what is counted, so that 近1800万 needs no unit."""
_UNITS = (
    fault(r"平米", say("“平米”不是规范的单位名称"), say("写成“平方米”")),
    fault(f"{_N}[万亿]?平方(?![米公千厘分毫])", say("“平方”后面缺“米”或“公里”"), say("写成“平方米”")),
    fault(
        f"{_N}[万亿]?(?:公分|华里|市斤|市里|立方(?!米|厘|分|毫))",
        say("用了非法定的计量单位"),
        say("写成厘米、米、千克、立方米等"),
    ),
    fault(
        r"[㎡㎥㎏㎞㎝㎜]|[￥¥]\s*(?=\d)|(?<=\d)(?:mm|cm|km|kg|ml|m²|m³|m2|M2|m3|KM|Km|KG|Kg|km2|kw|KW|Kw)(?![a-zA-Z])",
        say("单位用了符号或写法不规范"),
        say("写成中文：平方米、千米、千克、千瓦"),
    ),
)
_BLANKS = (
    fault(
        r"(?<=汉)[ \u3000]+(?=[\da-zA-Z])"
        r"|(?<!^\d[.．]\d)(?<!^\d[.．]\d\d)(?<!^\d[.．]\d[.．]\d)(?<=[\da-zA-Z%])[ \u3000]+(?=汉)",
        say("汉字与数字、字母之间打了空格"),
        say("删去空格，软件自己会留空"),
    ),
    fault(r"(?<=\d)[ \u3000]+(?=[%％‰℃])", say("数字与“%”之间打了空格"), say("删去空格")),
)
_BETWEEN = regex(r"(?<![章条节])(?<=[\u3400-\u9fff〇，。；：、])[ \u3000]+(?=[\u3400-\u9fff〇])")
_CONTACT = regex(r"(?:联\s*系\s*(?:人|电\s*话|地\s*址|方\s*式)|电\s*话|传\s*真|邮\s*[箱编]|地\s*址|手\s*机)[：:]")
"""A line that tells whom to ask, where blanks set apart and pad."""
_QUOTED = regex(r"“[^“”]{1,40}”|《[^《》]{1,60}》|‘[^‘’]{1,40}’")
_MIXED_COUNTS = (
    fault(
        r"[一二两三四五六七八九十]+[个名位家户项件次][\u4e00-\u9fff]{0,6}[和、及与]\d+[个名位家户项件次]"
        r"|\d+[个名位家户项件次][\u4e00-\u9fff]{0,6}[和、及与][一二两三四五六七八九十]+[个名位家户项件次](?![一二三四五六七八九十])",
        say("并列的数有的用汉字，有的用数字"), say("写成一样"),
    ),
)
_RANK = regex(r"[居列位名占](?:全[市省国县区]|[^，。；]{0,6})第(\d+|[一二三四五六七八九十]+)(?=[位名，。；、]|$)")


@rule("G110", "GB/T 15835—2011 4.1", Strength.MUST)
def wide_digits(document: WordDocument) -> Iterator[Finding]:
    """数字用半角。
    为什么：全角数字占一个字宽，与别处的数字不一样，也查找不到。
    例：“３２家”应为“32家”。
    """
    yield from found(prose(document), _WIDE)


@rule("G111", "GB/T 15834—2011 4.13.3；GB/T 15835—2011 5.1.3", Strength.MUST)
def ranges(document: WordDocument) -> Iterator[Finding]:
    """数值范围用“～”，前后都带“%”“万”“亿”；时间起止用一字线“—”。
    为什么：减号会被看成负号；“9～16亿”会被看成 9 到 16 亿或 9 亿到 16 亿。
    例：“15-30%”应为“15%～30%”；“2021-2025年”应为“2021—2025年”；“1-5月”应为“1—5月”。
    """
    yield from found(prose(document), _RANGES)


@rule("G112", "GB/T 15835—2011 4.2、5.1.2、5.1.4、5.3", Strength.MUST)
def number_forms(document: WordDocument) -> Iterator[Finding]:
    """数字的写法：小数带 0，“千”“百”“十”不接在阿拉伯数字后面，概数用汉字，年份四位，月日不补 0。
    为什么：标准逐条规定；半阿拉伯半汉字的数容易读错。
    例：“3千人”应为“3000人”；“20几个”应为“二十几个”；“25年7月”应为“2025年7月”；“6.7个百分号”应为“6.7个百分点”。
    """
    dated = {id(paragraph) for paragraph in (*document.having(Role.DATE, Role.BRACKET_DATE), *imprint_lines(document))}
    forms = Search(_FORMS)
    for paragraph in prose(document):
        if id(paragraph) not in dated:
            yield from forms.of(paragraph)
            yield from _impossible_days(paragraph)
            yield from _turned_ranges(paragraph)


def _impossible_days(paragraph: DocParagraph) -> Iterator[Finding]:
    """2月30日, 13月1日: a day that no calendar has; 2月29日 without a year may be one."""
    for match, year, month, day in _days_of(paragraph):
        try:
            date(int(year or 2000), month, day)
        except ValueError:
            yield Finding(say("没有这一天"), at(paragraph, match.start(), match.end()), say("核对日期"))


def _days_of(paragraph: DocParagraph) -> Iterator[tuple[re.Match[str], str, int, int]]:
    """Each day that is named, and the last day of 6月1日至30日, which names no month."""
    for match in _DAY.finditer(paragraph.text):
        yield match, match[1], int(match[2]), int(match[3])
    for match in _UNTIL_DAY.finditer(paragraph.text):
        yield match, match[1], int(match[2]), int(match[3])


def _turned_ranges(paragraph: DocParagraph) -> Iterator[Finding]:
    """A period or a range whose end comes before its beginning; a year that is given for the first day holds for the second."""
    for match in _PERIOD.finditer(paragraph.text):
        first, last = (int(match[2]), int(match[3])), (int(match[5]), int(match[6]))
        if match[1] and int(match[4] or match[1]) == int(match[1]) and last < first:
            yield Finding(say("起止的日期颠倒了"), at(paragraph, match.start(), match.end()), say("核对日期；跨年的写明年份"))
    for match in _SPAN.finditer(paragraph.text):
        if float(match[2]) < float(match[1]):
            yield Finding(say("范围的两个数颠倒了"), at(paragraph, match.start(), match.end()), say("小的数写在前面"))


@rule("G113", "实务（数据的说法）", Strength.PRACTICE)
def habits(document: WordDocument) -> Iterator[Finding]:
    """数据的说法：增减不带负号，约数不叠用，减少不用倍，比率之差用百分点，“亿”“万”后面写单位。
    为什么：这些说法常在报告里出错，意思会变；要看上下文，所以只作说明。
    例：“约30家左右”“同比-6.2%”“下降2倍”“占比提升5%”。
    """
    yield from found(prose(document), _HABITS)
    for paragraph in prose(document):
        for match in _BARE_AMOUNT.finditer(paragraph.text):
            if not _COUNTED.search(paragraph.text[: match.start()]):
                yield Finding(say("“亿”“万”后面没有单位"), at(paragraph, match.start(), match.end()), say("写明“亿元”“万元”等"))


@rule("G114", "GB/T 9704—2012 9；GB 3100—1993", Strength.PRACTICE)
def units(document: WordDocument) -> Iterator[Finding]:
    """计量单位用法定单位的中文名称。
    为什么：标准要求按 GB 3100 等标准执行；“㎡”等符号有的字体里没有。
    例：“平米”应为“平方米”；“公分”应为“厘米”。
    """
    yield from found(prose(document), _UNITS)


@rule("G115", "实务（空格）", Strength.PRACTICE)
def typed_blanks(document: WordDocument) -> Iterator[Finding]:
    """正文里汉字、数字、字母之间不打空格。
    为什么：软件会自动在中西文之间留四分之一字的空，再打空格就宽一倍；从网页粘贴来的文字常带空格。
    例：“增长 6.67 %”应为“增长6.67%”。
    """
    yield from found(document.text, _BLANKS)
    for paragraph in document.having(Role.TITLE):
        start = paragraph.text.find("关于") + 1  # before it, a blank stands between two issuers
        for match in _BETWEEN.finditer(_named(paragraph.text), start) if start else ():
            yield Finding(say("标题中间打了空格"), at(paragraph, match.start(), match.end()), say("删去空格"))
    for paragraph in document.text:
        for match in () if _CONTACT.match(paragraph.words) else _BETWEEN.finditer(_named(paragraph.text)):
            yield Finding(say("汉字之间打了空格"), at(paragraph, match.start(), match.end()), say("删去空格"))


def _named(text: str) -> str:
    """A blank within quotes or book title marks belongs to a name: “礼乐和合 探知齐鲁”."""
    return _QUOTED.sub(lambda match: match[0].replace(" ", "□").replace("\u3000", "□"), text)


@rule("G116", "GB/T 15835—2011 4.3（同类同形）", Strength.PRACTICE)
def rank_forms(document: WordDocument) -> Iterator[Finding]:
    """名次的写法全文一致：都用汉字，或都用数字。
    为什么：标准要求同一场合同类数字写法一致。
    例：一处“居全市第一”，一处“列全区第2”。
    """
    shown = [
        (paragraph, match)
        for paragraph in document.everything
        if paragraph.role in TEXT
        for match in _RANK.finditer(paragraph.text)
    ]
    digits = [pair for pair in shown if pair[1][1].isdigit()]
    words = [pair for pair in shown if not pair[1][1].isdigit()]
    rare = digits if len(digits) <= len(words) else words
    yield from found(document.text, _MIXED_COUNTS)
    if digits and words:
        yield from (_rank(paragraph, match) for paragraph, match in rare)


def _rank(paragraph: DocParagraph, match: re.Match[str]) -> Finding:
    return Finding(say("名次有的用汉字，有的用数字"), at(paragraph, match.start(1), match.end(1)), say("全文统一"))
