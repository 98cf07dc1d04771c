"""A report → the sentences that were carried over from another year and that nobody has rewritten yet.

Knows no figures.  One problem for all of them: a new year begins with every sentence marked, and a hundred equal lines
would hide the rest.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.facts.report import Report
from reportgen.problem import Grade, Problem

_NO = ("", "否", "不", "无")
_SHOWN = 4


def to_rewrite(report: Report) -> Iterator[Problem]:
    """C40: sentences still marked 待改写."""
    left = [sentence for sentence in report.sentences() if sentence.notes.get("待改写", "").strip() not in _NO]
    if left:
        places = tuple(sentence.scalar.place() for sentence in left[: _SHOWN + 1])
        yield Problem(
            "C40", f"还有 {len(left)} 句标着“待改写”，是从上年带来的", Grade.WARNING, places[0],
            "照今年的情况改好，再删去“待改写”那一行", also=places[1:],
        )  # fmt: skip
