"""The figures of a report and of the one of the year before → growth that can be worked out again, and growth that cannot.

Knows no YAML.  A growth becomes a reference to its level (【产值|同比】) only where both levels are known and give exactly what is
written; where they give something else it stays a stated rate, and is told: base and basis may have been revised, so nothing is
altered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.importing.figures import GROWTH, ReportFigure
from reportgen.importing.source import SourceParagraph, SourceReport
from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.dictionary import Path
from reportgen.text.numbers import Figure, agrees, decimals, growth_of, read_figure

D07 = Code("D07", "写的同比与两年的数对不上（提醒）", "写增长8.5%，照两年的数是 7.1%", "核对；是可比价、口径变了，在数旁边写 口径")

_PHRASE = regex(r"(?:(?P<year>同比)|(?<=[，、；（]))(?P<word>增长|下降)$")
_GROWN, _YEAR_ON_YEAR = "增长", "同比"
_PLACES = 1
"""Decimals that a worked out growth prints with."""


def worked_out(
    source: SourceReport, year: int, figures: Sequence[ReportFigure], last: Sequence[ReportFigure]
) -> tuple[tuple[ReportFigure, ...], tuple[Problem, ...]]:
    """The figures, growth that follows from two years referring to its level; D07 for growth that does not."""
    this = {figure.path: figure for figure in figures if figure.is_data}
    before = {figure.path: figure for figure in last if figure.is_data}
    made: list[ReportFigure] = []
    problems: list[Problem] = []
    for figure in figures:
        pair = _levels(figure, this, before)
        if pair is None:
            made.append(figure)
            continue
        block = source.blocks[figure.block]
        assert isinstance(block, SourceParagraph)
        stated = read_figure(figure.digits)
        if stated is not None and not agrees(-stated.value if figure.falls else stated.value, pair[0].value, pair[1].value):
            problems.append(_told(figure, year, pair, block))
        made.append(_referring(figure, pair, block.words))
    return tuple(made), tuple(problems)


def _levels(
    figure: ReportFigure, this: dict[Path, ReportFigure], before: dict[Path, ReportFigure]
) -> tuple[Figure, Figure] | None:
    """This year's level and last year's, where the figure is a growth and both are known in one unit."""
    if figure.kind != GROWTH or not figure.is_data or not figure.level:
        return None
    new, old = this.get(figure.level), before.get(figure.level)
    if new is None or old is None or new.unit != old.unit:
        return None
    pair = read_figure(new.digits), read_figure(old.digits)
    return (pair[0], pair[1]) if pair[0] is not None and pair[1] is not None else None


def _referring(figure: ReportFigure, pair: tuple[Figure, Figure], words: str) -> ReportFigure:
    """The growth as a reference, where the phrase is the filter's own and says what the two years give."""
    phrase = _PHRASE.search(words, 0, figure.start)
    stated = read_figure(figure.digits)
    growth = growth_of(pair[0].value, pair[1].value, _PLACES)
    if phrase is None or stated is None or growth is None or not growth or words[figure.end : figure.end + 1] != "%":
        return figure
    same = abs(growth) == stated.value and decimals(stated.value) == _PLACES
    if not same or (growth < 0) != (phrase["word"] == "下降") or figure.approximate:
        return figure
    word = _YEAR_ON_YEAR if phrase["year"] else _GROWN
    return replace(figure, reference=f"{figure.level[-1]}|{word}", span=(phrase.start(), figure.end + 1))


def _told(figure: ReportFigure, year: int, pair: tuple[Figure, Figure], block: SourceParagraph) -> Problem:
    growth = growth_of(pair[0].value, pair[1].value, _PLACES)
    message = say(
        "“{figure}”{year} 年是 {this}，上一年的稿子里是 {last}，应变动 {growth}%，写的是 {stated}%",
        figure=figure.level[-1], year=year, this=pair[0].text, last=pair[1].text,
        growth=say("（算不出）") if growth is None else growth, stated=figure.digits,
    )  # fmt: skip
    hint = say("核对；是可比价、口径变了，在数旁边写 口径；上年数修订过，写 上年修订")
    return Problem(D07, message, Grade.WARNING, block.place, hint)
