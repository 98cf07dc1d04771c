"""Sentences → typed growth, differences, multiples, 持平 and “上年的X” that the figures disprove, and words such as 增长到, 创新高 that
do not fit them.

Knows which sentences may speak of a figure; ``figured_sentence`` goes through them, and is read where there are such.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.problem import Problem
from reportgen.report.checks.subject import Subject


def typed_changes(subject: Subject) -> Iterator[Problem]:
    """C31: growth, a difference, a multiple, 持平 or last year's figure was typed, and the two years say another; C32: 增长到, 降至,
    突破, 创新高 do not fit the figure, or 比上年增加 stands before the year's figure itself; C13: a share's change is typed in %.

    Why: it was right when it was typed; then one of the two figures was corrected.
    Example: ``固定资产投资【固定资产投资】亿元，同比增长17.8%`` where the two years make 7.8
    """
    body = [passage for passage in subject.figured if passage.body]
    if not subject.by_name and not any(passage.figures for passage in body):
        return  # there is neither a number nor the name of one, of which a word could be said
    from reportgen.report.checks.change_claims import claims_in
    from reportgen.report.checks.figured_sentence import FiguredSentence
    from reportgen.report.checks.said_of import with_last_year

    claims = claims_in(with_last_year("\n".join(passage.said for passage in body), subject.report.year))
    for passage in body:
        said = FiguredSentence(passage, subject, claims)
        if passage.figures or said.claims:
            yield from said.problems()
