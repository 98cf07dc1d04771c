"""Sentences and notes → years, and words of their time, that belong to another year's report.

Knows the report's year and the dictionary's 过时词.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import HOLE, Passage, Subject, ask, tell
from reportgen.report.model.grammar import AS_OF, REUSED, KeyRole
from reportgen.text.numbers import date_words

C16 = Code("C16", "年份、时效词或截至日不是本年的", "2022年以来（2024 年度的稿子）", "【年度】年以来")

_YEAR = regex(r"(?<!\d)((?:19|20)\d{2})年?(?=度|年|以来|全年|上半年|底|初|\d{1,2}月|[^\d.%万亿个家户件人])")
_NAMED = regex(r"(?<![\d〔\[（(])(?:19|20)\d{2}(?![\d.%万亿个家户件人号])")
"""A year in a title, where no figure is: with 年 or without."""
_DIGITS = str.maketrans("０１２３４５６７８９零一二三四五六七八九〇○", "0123456789012345678900")
_SPELLED = regex(
    r"(?<![一二三四五六七八九十])(?:一九|二[〇○零])[零〇○一二三四五六七八九]{2}(?=\s*[年—\-至])|(?<![０-９．])[１２][０９][０-９]{2}(?![０-９．])"
)
_SPACED = regex(r"(?<=\d{4})([ \u3000\xa0]+)(年)")
_CENTURIES = ("19", "20", "１９", "２０", "一九", "二〇", "二○", "二零")
"""How a year begins, however it is written."""
_TITLED = regex(r"《[^》]*》|“[^”]*”")
_AHEAD = regex(r"(?:计划|预计|力争|争取|确保|目标|到|至|明年|下一年|下步|展望|谋划|部署|安排|面向|迈向|对标|对照|瞄准|锚定|围绕|聚焦)[^，。；]{0,12}$")
_PLANNED = regex(
    r"^年?(?:全年|上半年|下半年|[一二三四]季度|\d{1,2}月)?(?:年?底|末|初)?"
    r"，?(?:全面|基本|如期|率先|高质量)*(?:之?前|建成|完成|完工|竣工|实现|达到|启动|投用|开工|，?我们将|，?将|，?要|的?(?:工作)?(?:计划|打算|安排|思路|目标|重点|项目储备))"
)
_SPAN_BEFORE = regex(r"(?:19|20)\d{2}年?(?:度)?(?:—|–|-|－|～|~|至|到)+$")
_SPAN_AFTER = regex(r"^年?(?:\d{1,2}月(?:\d{1,2}日)?)?(?:度|底|末)?(?:—|–|-|－|～|~|至|到)+(?:19|20)\d{2}")
_SINCE = regex(r"(?:自|从|始于|起自)$")
_SINCE_AFTER = regex(r"^年?(?:\d{1,2}月)?(?:至今|起|以后|之后|开始|同期|的?水平)")
_COMPARED = regex(r"(?:比|较|与|同|超过|高于|低于|相比于?|相较于?|对比|由|从)$")
_HONOUR = regex(r"(?:获|评|荣|选|授|命名|列入|表彰|通报|认定|继|考核|跻身)[^，。；]{0,14}$")
_HISTORY = regex(
    r"^年(?:度)?(?:\d{1,2}月)?(?:\d{1,2}日)?"
    r"(?:被|获|荣|入选|评为|考核|开工|启动|动工|立项|建成|成立|获批|投用|实施|出台|印发|签约|引进|创建|修订|制定|编制|开始|首次|即|就|的)"
)
_PASSING = regex("(?<![日基])本[月周](?![边期])|本季度|上个?[月周](?![球末])|昨[日天]|前天(?!津)")
"""Words that mean another time on another day."""
_MAY_PASS = ("本月", "本周", "本季度", "上月", "上周", "上个月", "上个周", "昨日", "昨天", "前天")
_DAY = regex(r"(?P<year>(?:19|20)\d{2})年(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日)?")
_LASTING = regex(
    r"(?P<first>(?:(?:19|20)\d{2}年)?\d{1,2}月\d{1,2}日)"
    r"[^。；\d]{0,12}?(?:至|到|—|——|，至|，到)(?P<last>(?:(?:19|20)\d{2}年)?(?:\d{1,2}月)?\d{1,2}日)"
)
"""自5月20日启动，至4月30日结束: from a day to a day."""
_PARTS_OF_DAY = regex(r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日")
_DAY_ALONE = regex(r"(?<![\d年—\-–～~至])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_PLANS = regex("要点|计划|打算|安排|方案|部署|规划")
_UNTIL = regex(r"(?:截至|截止)(?:到|于)?$")


_FAR = 200
"""What stands further from a year or a day says nothing of it."""


def years(subject: Subject) -> Iterator[Problem]:
    """C16: a year, or a word of its time (过时词 of the dictionary), that is not the report's.

    Why: what was carried over from last year's text betrays itself by its year.
    Example: ``2022年以来`` in the report on 2024.
    """
    year = subject.report.year
    if not year:  # which is told (F18)
        return
    passes = any(word in passage.masked for passage in subject.passages for word in _MAY_PASS)
    for passage in subject.passages:
        if any(century in passage.masked for century in _CENTURIES):
            spoken = subject.report.speaks_of(passage.sentence.address)
            yield from _numbered(passage, passage.year if passage.year > year else spoken, year)
        if passes and passage.body and (passing := _PASSING.search(passage.masked)):
            message = say("“{word}”是写稿那几天的话，全年的材料里不知道说的是哪一天", word=passing[0])
            yield from tell(C16, passage, passing.start(), message, say("写明月份、日期，或删去"))
        for word, latest in subject.report.dictionary.dated.items():
            if year > latest and word in passage.masked:
                message = say(
                    "“{word}”是 {last_year} 年以前的话，本稿是 {year} 年度", word=word, last_year=latest, year=year
                )
                yield from tell(C16, passage, passage.masked.index(word), message, say("请核对是否旧话残留"))
    yield from _dates(subject, year)


def _numbered(passage: Passage, year: int, own: int) -> Iterator[Problem]:
    """The years in a sentence that are neither the one it speaks of (``year``) nor the report's ``own``."""
    text = _in_digits(_TITLED.sub(lambda found: HOLE * len(found[0]), passage.masked))
    titled = passage.sentence.role is KeyRole.TITLE
    strange = titled and not {int(found[0]) for found in _NAMED.finditer(text)} & {year, own}
    for found in (_NAMED if titled else _YEAR).finditer(text):
        if not (titled or found[0].endswith("年")) or int(found[0][:4]) in (year, own):
            continue
        if strange or not _is_meant(text, found, year):
            yield from _year(passage, found.start(), int(found[0][:4]), year, own)


def _in_digits(text: str) -> str:
    """A text with the years that are written ２０２４ or 二〇二四 in digits, and 年 right behind them; the years stay in their places."""
    text = _SPELLED.sub(lambda found: found[0].translate(_DIGITS), text)
    return _SPACED.sub(r"\2\1", text)


def _is_meant(text: str, found: re.Match[str], year: int) -> bool:
    """A span of years, 自……起, what another year is compared with, an honour or a beginning of an earlier one, a plan for a later
    one: no slips."""
    before, after = text[max(0, found.start() - _FAR) : found.start()], text[found.start() + 4 : found.start() + _FAR]
    if _SPAN_BEFORE.search(before) or _SPAN_AFTER.search(after):
        return True
    if int(found[0][:4]) > year:
        return bool(_AHEAD.search(before) or _PLANNED.search(after))
    past = _SINCE.search(before) or _SINCE_AFTER.search(after) or _COMPARED.search(before) or _HISTORY.search(after)
    return bool(past or _HONOUR.search(before))


def _year(passage: Passage, at: int, found: int, year: int, own: int) -> Iterator[Problem]:
    if passage.noted(REUSED):
        return
    message = say("文中写的是 {written} 年，本稿是 {year} 年度", written=found, year=year)
    if year != own:
        message = say("文中写的是 {written} 年，这一部分说的是 {year} 年", written=found, year=year)
    yield from tell(C16, passage, at, message, say("请核对；写本年的，用【年度】年就不会错"))


def _dates(subject: Subject, year: int) -> Iterator[Problem]:
    """截至 beside a figure: of another year, or after the day of the report; the day of the report itself."""
    day = _report_day(subject)
    if day is not None:
        yield from _signed(subject, day[0], year)
    for datum in subject.report.data.values():
        noted = datum.notes.get(AS_OF, "")
        until = re.match(r"(\d{4})", noted)
        if until and int(until[1]) != year:
            message = say("“{figure}”注明截至 {until}，本稿是 {year} 年度", figure=datum.label, until=noted, year=year)
            yield from ask(C16, datum, message, say("请核对是不是上年的数") if int(until[1]) < year else say("请核对截至日"))
    for passage in subject.passages:
        for found in _DAY.finditer(passage.masked) if passage.body and "月" in passage.masked else ():
            yield from _day(passage, found, day if subject.report.speaks_of(passage.sentence.address) <= year else None)
        for found in _DAY_ALONE.finditer(passage.masked) if passage.body and "日" in passage.masked else ():
            if not _is_day(year, found):
                yield from tell(C16, passage, found.start(), say("没有“{words}”这一天", words=found[0]), say("请核对日期"))
        for found in _LASTING.finditer(passage.masked) if passage.body and "日" in passage.masked else ():
            yield from _lasting(passage, found)


def _lasting(passage: Passage, found: re.Match[str]) -> Iterator[Problem]:
    """A span of days whose end is before its beginning; without years only within one month, since 11月20日至3月10日 is a winter."""
    first, last = (_PARTS_OF_DAY.fullmatch(found[name]) for name in ("first", "last"))
    if first is None or last is None:
        return
    year, month, day = (int(each or 0) for each in first.groups())
    until = int(last[1] or year), int(last[2] or month), int(last[3])
    dated = year and (last[1] or not last[2] or until[1] == month or month < 11)
    if until < (year, month, day) and (dated or (not last[1] and until[1] == month)):
        message = say("“{last}”在“{first}”之前，结束早于开始", first=found["first"], last=found["last"])
        yield from tell(C16, passage, found.start("last"), message, say("请核对两个日期"))


def _report_day(subject: Subject) -> tuple[int, int, int] | None:
    sentence = subject.report.outline.first(KeyRole.DATE)
    found = _DAY.match(sentence.scalar.text) if sentence is not None else None
    return _of(found) if found is not None else None


def _signed(subject: Subject, signed: int, year: int) -> Iterator[Problem]:
    """A report that is dated before its year, but for one of plans, or years after it: last year's date that stayed."""
    date, title = (subject.report.outline.first(role) for role in (KeyRole.DATE, KeyRole.TITLE))
    planned = title is not None and _PLANS.search(title.scalar.text) is not None
    if date is not None and not year - planned <= signed <= year + 1:
        message = say("日期是 {signed} 年的，本稿是 {year} 年度", signed=signed, year=year)
        yield Problem(C16, message, Grade.WARNING, date.scalar.place(), say("请核对是不是上年的日期"))


def _of(found: re.Match[str]) -> tuple[int, int, int]:
    return int(found["year"]), int(found["month"]), int(found["day"] or 1)


def _is_day(year: int, found: re.Match[str]) -> bool:
    try:
        date_words(f"{year}-{found['month']}-{found['day'] or 1}")
    except ValueError:
        return False
    return True


def _day(passage: Passage, found: re.Match[str], report: tuple[int, int, int] | None) -> Iterator[Problem]:
    """A day there is not, or one after the report's that is spoken of as if it were past."""
    if not _is_day(int(found["year"]), found):
        yield from tell(C16, passage, found.start(), say("没有“{words}”这一天", words=found[0]), say("请核对日期"))
        return
    before = passage.masked[max(0, found.start() - _FAR) : found.start()]
    late = report is not None and _of(found) > report
    if late and (_UNTIL.search(before) or not (_AHEAD.search(before) or _PLANNED.search(passage.masked[found.end() :]))):
        message = say("“{words}”在本稿的日期之后", words=found[0])
        yield from tell(C16, passage, found.start(), message, say("请核对日期；是计划就写明“计划”“预计”"))
