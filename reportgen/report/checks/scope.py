"""The words before a name or a figure → whether they make another quantity of it (其中, 上半年, 人均, 目标, another body's).

Knows no data.  A figure of the year's report is the whole year's and the whole office's; whatever narrows it is left alone, since a
doubt about a true sentence costs more trust than a missed slip.
"""

from __future__ import annotations

from reportgen.regex import regex

AGO = r"(?:上一?年度?|去年度?|前一年度?)\ue0f2*"
"""Last year, as a comparison names it; where its number (2023年) was read so, what is left of the number's span is that sign."""
AGAINST = (
    rf"(?:(?:同?[比较]|[与和同]|相[比较]于?|对比){AGO}(?:同期|同口径|全年|年?[底末]|实际)*(?:数|水平)?(?:相比|比较|比)?，?|同比，?"
    rf"|(?<![近第前后每新半同])一年(?:来|间|内)?|的?基[础数]上)"
)
"""What says that a change from last year follows."""
_YEARS = regex(
    r"(?:近?[两二三四五六七八九十\d]+年(?:来|间|内|累计|共)|近年来|历年|“?十[二三四五六]五”?(?:以来|期间|时期)?|建[园校院街场]以来"
    r"|(?<!今年)(?<!年初)(?<!本年)以来)，?(?:[^，。；]*累计|全[街区市县]|我们|共)?"
)
_AHEAD = regex(r"(?:明|后|下一?)年|来年|(?<!\d)(?P<year>20\d\d)年")
_PART_YEAR = regex(
    r"[上下]半年|前?[一二三四]季度|前三季度|季度末|(?<!\d)\d{1,2}(?:[—\-–～至]\d{1,2})?月份?(?!\d*日)|1至\d{1,2}月|前\d{1,2}个?月|前[二三四五六七八九十]+个月"
    r"|[一二三四五六七八九十]{1,2}月份?(?![一二三四五六七八九十\d]{0,3}日)"
)
_WHOLE_YEAR = regex(r"全年|今年|本年|年内|【年度】年")
_NARROWED = regex(
    r"其中|其余|其他|另有|包括|含|截至\d+月|同期|上年|去年|前年|往年|历年|年初|以来|近[三五十两\d]年|[“”《》]"
    r"|人均|户均|亩均|每|平均|单位面积|目标|计划|预计|预期|力争|争取|确保|明年|下一?年|任务|指标|达标|考核"
    r"|新增|净增|新认定|新引进|新培育|新办|全[市县区省国球]|[市县区省]级|[市县区]属|邻|兄弟|某|各"
    r"|领域|方面|行业|产业|板块|线上|线下|部分|辖区|(?<![全我本])[镇乡村]|社区|园区|公司|集团|支行|银行|学校|医院|小区|工地|专项|最[大高低小多少]|单[笔个项]|一[起笔家件户]"
    r"|非|不含|剔除|扣除|户籍|外来|地方|全社会|本级|民间|国有|房地产"
)


def is_part_of_year(before: str) -> bool:
    """Whether the last span of time that a sentence named is shorter than the year."""
    found = [each.end() for each in _PART_YEAR.finditer(before)] if _may_be_part(before) else []
    whole = [each.end() for each in _WHOLE_YEAR.finditer(before)] if found else []
    return bool(found) and (not whole or found[-1] > whole[-1])


def _may_be_part(before: str) -> bool:
    """Whether there is a word of which ``_PART_YEAR`` has met one: 半年, 季度, or a number of months."""
    if "半年" in before or "季度" in before:
        return True
    counted = [each[-1:] for each in before.replace("个月", "月").split("月")[:-1]] if "月" in before else []
    return any(sign.isdecimal() or (sign and sign in "一二三四五六七八九十") for sign in counted)


def is_of_more_years(before: str) -> bool:
    """Whether the last span of time that a sentence named is of several years (五年来，累计引进…)."""
    found = [each.end() for each in _YEARS.finditer(before)] if "年" in before or "五" in before or "以来" in before else []
    whole = [each.end() for each in _WHOLE_YEAR.finditer(before)] if found else []
    return bool(found) and (not whole or found[-1] > whole[-1])


def is_ahead(before: str, year: int) -> bool:
    """Whether a sentence has named a year after the report's (明年, 2025年), of which it speaks."""
    return any(not found["year"] or int(found["year"]) > year for found in _AHEAD.finditer(before))


def is_narrowed(clause: str) -> bool:
    """Whether the words of a clause before a name make a part of it, or another body's, or a plan."""
    return _NARROWED.search(clause) is not None


def is_other_quantity(sentence: str, at: int, clause: str) -> bool:
    """Whether what stands at a place of a sentence, behind these words of its clause, is not the year's own figure."""
    before = sentence[:at]
    before = before[max(before.rfind("。"), before.rfind("；")) + 1 :]
    return is_narrowed(clause) or is_part_of_year(sentence[:at]) or is_of_more_years(before) or "明年" in before
