"""Two years of a workspace → what changed between them, as plain data for the page, and the same as a workbook in ``output``.

Knows no server.  It is what ``reportgen compare`` says.
"""

from __future__ import annotations

from typing import Any

from reportgen.compare import Comparison, compare
from reportgen.compare.figures import HEADS, NUMBERS
from reportgen.compare.workbook import book
from reportgen.draft import read_years
from reportgen.message import say
from reportgen.page.copies import GivenOut
from reportgen.page.live_year import LiveYear
from reportgen.problem import Problem, ReportError, errors


def compared(live: LiveYear, other: int) -> tuple[Comparison | None, tuple[Problem, ...]]:
    """The earlier year against the later one; nothing where one of them cannot be read, and why."""
    workspace, reports = live.workspace, []
    try:
        for year in sorted((live.year, other)):
            job = workspace.job(year, live.unit, kind=live.text)
            read, found = read_years(job.fields, job.inputs, job.last)
            if faults := [problem for problem in errors(found) if problem.code.startswith("Y")]:
                return None, tuple(faults)
            reports.append(read.report)
    except ReportError as error:
        return None, error.problems
    return compare(*reports), ()


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
        "promises": [{"text": each.text, "verdict": each.verdict, "answers": list(each.answers)} for each in found.promises],
    }  # fmt: skip


def workbook_out(live: LiveYear, found: Comparison) -> GivenOut:
    """The comparison as a workbook."""
    workspace = live.workspace
    name = say("{earlier}年与{later}年比对", earlier=found.earlier, later=found.later)
    target = workspace.output / live.unit / f"{name}.xlsx"
    path, told = workspace.keep(target, book(found), {"比对": [found.earlier, found.later]})
    return GivenOut((workspace.shown(path),) if path else (), told)
