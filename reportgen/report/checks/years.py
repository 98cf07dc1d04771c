"""Sentences and notes → years, and words of their time, that belong to another year's report.

Knows the report's year and the dictionary's 过时词.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.report.checks.subject import HOLE, Passage, Subject, ask, tell

C16 = Code("C16", "年份、时效词或截至日不是本年的", "2022年以来（2024 年度的稿子）", "【年度】年以来")

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年?(?=度|年|以来|全年|上半年|底|初|\d{1,2}月|[^\d.%万亿个家户件人])")
_TITLED = re.compile(r"《[^》]*》|“[^”]*”")
_AHEAD = re.compile(r"(?:计划|预计|力争|目标|到|至|明年|下一年|下步)[^，。；]{0,12}$")


def years(subject: Subject) -> Iterator[Problem]:
    """C16: a year, or a word of its time (过时词 of the dictionary), that is not the report's.

    Why: what was carried over from last year's text betrays itself by its year.
    Example: ``2022年以来`` in the report on 2024.
    """
    year = subject.report.year
    for passage in subject.passages:
        if "19" in passage.masked or "20" in passage.masked:
            yield from _numbered(passage, year)
        for word, latest in subject.report.dictionary.dated.items():
            if year > latest and word in passage.masked:
                message = say(
                    "“{word}”是 {last_year} 年以前的话，本稿是 {year} 年度", word=word, last_year=latest, year=year
                )
                yield from tell(C16, passage, passage.masked.index(word), message, say("请核对是否旧话残留"))
    yield from _dates(subject, year)


def _numbered(passage: Passage, year: int) -> Iterator[Problem]:
    text = _TITLED.sub(lambda found: HOLE * len(found[0]), passage.masked)
    for found in _YEAR.finditer(text):
        if found[0].endswith("年") and int(found[1]) != year and not _ahead(text, found, year):
            yield from _year(passage, found.start(), int(found[1]), year)


def _ahead(text: str, found: re.Match[str], year: int) -> bool:
    """A plan for a later year is no slip."""
    return int(found[1]) > year and bool(_AHEAD.search(text[: found.start()]))


def _year(passage: Passage, at: int, found: int, year: int) -> Iterator[Problem]:
    if passage.noted("沿用"):
        return
    message = say("文中写的是 {written} 年，本稿是 {year} 年度", written=found, year=year)
    yield from tell(C16, passage, at, message, say("请核对；写本年的，用【年度】年就不会错"))


def _dates(subject: Subject, year: int) -> Iterator[Problem]:
    for datum in subject.report.data.values():
        until = re.match(r"(\d{4})", datum.notes.get("截至", ""))
        if until and int(until[1]) < year:
            message = say(
                "“{figure}”注明截至 {until}，本稿是 {year} 年度",
                figure=datum.label,
                until=datum.notes["截至"],
                year=year,
            )
            yield from ask(C16, datum, message, say("请核对是不是上年的数"))
