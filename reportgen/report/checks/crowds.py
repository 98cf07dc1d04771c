"""Sentences → those with more figures than are set against each other.

Knows only how many figures a sentence has.  Whoever writes so many means a table; none of the checks that read figures in their
sentence (sums, shares, typed changes, targets, the same thing twice) looks at it, and that is said, so that silence is taken for
no check that was passed.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Problem
from reportgen.report.checks.subject import MOST_FIGURES, Subject, shortened, tell

C61 = Code("C61", "一句话里的数太多，没有逐一核对", "- 甲村3户、乙村5户……（一句列了几百个数）", "拆成几句，或改成表格、附表")


def crowds(subject: Subject) -> Iterator[Problem]:
    """C61: a sentence with more figures than are set against each other.

    Why: how they belong together is looked at for each of them, and what is not looked at has to be told.
    Example: a list of 200 villages with their figures in one sentence
    """
    for passage in subject.passages:
        if passage.crowd:
            message = say(
                "“{sentence}”这一句有 {count} 个数，超过 {most} 个，句中的合计、占比、增减没有逐一核对",
                sentence=shortened(passage.said), count=passage.crowd, most=MOST_FIGURES,
            )  # fmt: skip
            yield from tell(C61, passage, 0, message, say("拆成几句，或改成表格、附表"))
