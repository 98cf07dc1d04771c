"""Sentences → sums, shares, averages and ratios that their own figures disprove.

Knows which passages have figures that can be set against each other; what is said of them is in ``totals``, ``shares`` and
``averages``, which are read when there is such a passage.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.problem import Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import Passage, Subject

_RATIO = regex(r"(?<![\d.:：])(\d{1,3}(?:\.\d+)?)[:：∶](\d{1,3}(?:\.\d+)?)[:：∶](\d{1,3}(?:\.\d+)?)(?![\d.:：])")


def sums(subject: Subject) -> Iterator[Problem]:
    """C33: parts that do not make their total, a part above its whole, a typed share or rate that the two figures
    do not make.

    Why: a part was corrected, and the total, or the share typed behind it, was not.
    Example: ``化解矛盾纠纷120件，其中信访50件、劳动争议40件、邻里纠纷20件``
    """
    for passage in subject.figured:
        if not passage.body:
            continue
        if len(passage.figures) > 1:
            yield from _set_together(passage, subject)
        if "占(" in passage.sentence.scalar.text:
            from reportgen.report.checks.shares import beyond  # here, as below

            yield from beyond(passage)
        for found in _RATIO.finditer(passage.said) if any(sign in passage.said for sign in ":：∶") else ():
            from reportgen.report.checks.shares import ratio  # few sentences have one

            yield from ratio(passage, found)


def _set_together(passage: Passage, subject: Subject) -> Iterator[Problem]:
    # here: a year may have no sentence of two figures
    from reportgen.report.checks.averages import averages
    from reportgen.report.checks.shares import typed_shares
    from reportgen.report.checks.sizes import levels_of
    from reportgen.report.checks.totals import totals

    levels = levels_of(passage)
    yield from totals(passage, levels)
    if "%" in passage.said or any(each.unit == "%" for each in passage.figures):
        yield from typed_shares(passage, subject, levels)
    if "均" in passage.said or "每" in passage.said or "单价" in passage.said:
        yield from averages(passage)
