"""Names of figures against what a person would call them: two years of a made-up town, written and read before the rules were run on
them.

``tests/names`` has the texts and, for each figure in its order, its unit, its name and the head noun of that; thresholds (超过50万元) are
left out.  A name is right where it is that name, or has its head noun and the same unit.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportgen.importing.figures import ReportFigure
from reportgen.importing.imported import import_reports
from reportgen.storage.given import Given

ROOT = Path(__file__).parents[2]
TEMPLATE = (ROOT / "templates" / "annual" / "template.docx").read_bytes()
NEW, OLD = "云岫镇2024", "云岫镇2023"


@dataclass(frozen=True)
class Wanted:
    """A figure, and what a person calls it."""

    digits: str
    unit: str
    name: str
    head: str

    def is_met(self, figure: ReportFigure | None) -> bool:
        if figure is None or figure.unit != self.unit:
            return False
        return figure.name == self.name or self.head in figure.name


def text(name: str) -> Given:
    return Given(f"{name}.txt", (ROOT / "tests" / "names" / f"{name}.txt").read_bytes())


def wanted(name: str) -> list[Wanted]:
    lines = (ROOT / "tests" / "names" / f"{name}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return [Wanted(*line.split("\t")) for line in lines]


def held(rows: list[Wanted], figures: tuple[ReportFigure, ...]) -> list[tuple[Wanted, ReportFigure | None]]:
    """Each row with its figure, in the order of the text; None where the figure stayed typed."""
    made, at = [], 0
    for row in rows:
        place = next(place for place in range(at, len(figures)) if figures[place].digits == row.digits)
        made.append((row, figures[place] if figures[place].is_data else None))
        at = place + 1
    return made


def wrong(pairs: list[tuple[Wanted, ReportFigure | None]]) -> list[tuple[str, str]]:
    return [(row.name, figure.name if figure else "") for row, figure in pairs if not row.is_met(figure)]


def test_names_of_two_years_are_those_that_a_person_would_give() -> None:
    """At least 85 of 100 with an older year, and what both years have is one figure of the dictionary."""
    made = import_reports([text(OLD), text(NEW)], TEMPLATE, None)
    assert made.is_equal
    new, old = (held(wanted(name), year.figures) for name, year in zip((NEW, OLD), made.years, strict=True))
    said = wrong([*new, *old])
    assert len(said) <= 0.15 * len([*new, *old]), said
    named = {row.name: figure for row, figure in new if figure}
    both = [(row.name, named[row.name].name, figure.name) for row, figure in old if figure and row.name in named]
    apart = [each for each in both if each[1] != each[2]]
    assert len(both) >= 20
    assert len(apart) <= 0.15 * len(both), apart


def test_names_of_one_year_alone() -> None:
    """Without a dictionary and an older year."""
    (year,) = import_reports([text(NEW)], TEMPLATE, None).years
    pairs = held(wanted(NEW), year.figures)
    assert len(wrong(pairs)) <= 0.15 * len(pairs), wrong(pairs)
