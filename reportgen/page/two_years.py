"""Two years of a workspace → what changed between them, as plain data for the page, and the same as a workbook in ``output``.

Knows no server.  It is what ``reportgen compare`` says.
"""

from __future__ import annotations

from typing import Any

from reportgen.compare import Comparison
from reportgen.compare.figures import HEADS, NUMBERS
from reportgen.compare.workbook import book
from reportgen.compare.years import compared_years
from reportgen.message import say
from reportgen.page.copies import GivenOut
from reportgen.page.live_year import LiveYear
from reportgen.problem import Problem


def compared(live: LiveYear, other: int) -> tuple[Comparison | None, tuple[Problem, ...]]:
    """The earlier year against the later one; nothing where one of them cannot be read, and why."""
    earlier, later = sorted((live.year, other))
    return compared_years(live.workspace, earlier, later, live.unit, live.text)


def comparison_data(found: Comparison) -> dict[str, Any]:
    """Sentences with what changed in them, figures, and what became of last year's plan."""
    sentences = [
        {
            "part": part, "topic": topic, "kind": pair.kind,
            "words": [[each.kind, each.text] for each in pair.words] if pair.words else [["", pair.spot.text]],
        }
        for part, topic, pair in found.headed()
    ]  # fmt: skip
    return {
        "earlier": found.earlier, "later": found.later, "counts": dict(found.counts), "sentences": sentences,
        "heads": list(HEADS), "numbers": list(NUMBERS),
        "figures": [{"cells": list(each.cells), "same": each.same} for each in found.figures],
        "promises": [
            {"text": each.text, "source": each.source, "verdict": each.verdict, "answers": list(each.answers)}
            for each in found.promises
        ],
    }  # fmt: skip


def workbook_out(live: LiveYear, found: Comparison) -> GivenOut:
    """The comparison as a workbook."""
    workspace = live.workspace
    name = say("{earlier}年与{later}年比对", earlier=found.earlier, later=found.later)
    target = workspace.output / live.unit / f"{name}.xlsx"
    path, told = workspace.keep(target, book(found), {"比对": [found.earlier, found.later]})
    return GivenOut((workspace.shown(path),) if path else (), told)
