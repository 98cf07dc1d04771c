"""What the numbers of five reports of others are: ``truth/*.tsv`` → rows.  Three tables were corrected by reading from what the rules had
found, two (20, 23) were written by reading before any rule was run on them.

The tables hold no text: paragraph (counted among those that are not empty), start, length, digits, unit, kind, and whether the number
must, may or must not become data.  ``measured`` says how the rules do against a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from reportgen.importing.figures import ReportFigure

TABLES = tuple(sorted((Path(__file__).parent / "truth").glob("*.tsv")))
MUST, MAY, MUST_NOT = "必须", "可以", "不应"


@dataclass(frozen=True)
class TruthRow:
    """One number of a report as it was read."""

    paragraph: int
    start: int
    length: int
    digits: str
    unit: str
    kind: str
    verdict: str

    @property
    def where(self) -> tuple[int, int]:
        return self.paragraph, self.start


@dataclass(frozen=True)
class Measure:
    """How many of those that must be data are, how many figures are wrong (must not be, or of another unit), out of how many; kinds
    that agree."""

    wanted: int
    found: int
    taken: int
    wrong: int
    kinds: int

    @property
    def recall(self) -> float:
        return self.found / max(1, self.wanted)

    @property
    def error(self) -> float:
        return self.wrong / max(1, self.taken)


def rows(table: Path) -> tuple[TruthRow, ...]:
    lines = table.read_text("utf-8").splitlines()[1:]
    cells = (line.split("\t") for line in lines)
    return tuple(
        TruthRow(int(p), int(s), int(n), digits, unit, kind, verdict) for p, s, n, digits, unit, kind, verdict in cells
    )


def measured(truth: Sequence[TruthRow], figures: Sequence[ReportFigure]) -> Measure:
    got = {(figure.block + 1, figure.start): figure for figure in figures if figure.is_data}
    known = {row.where: row for row in truth}
    must = [row for row in truth if row.verdict == MUST]
    found = [row for row in must if row.where in got]
    wrong = [
        where
        for where, figure in got.items()
        if where not in known or known[where].verdict == MUST_NOT or _other_unit(known[where], figure)
    ]
    kinds = sum(got[row.where].kind == row.kind for row in found)
    return Measure(len(must), len(found), len(got), len(wrong), kinds)


def _other_unit(row: TruthRow, figure: ReportFigure) -> bool:
    return row.verdict == MUST and row.unit != figure.unit
