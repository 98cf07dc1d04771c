"""Sentences → 升至, 跃居 before a rank that did not rise, and 退至 before one that did.

Knows this year's rank and last year's; a rank rises as its number falls.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.report.checks.subject import Passage, Reference, Subject, tell_at
from reportgen.report.data import Datum
from reportgen.report.model.grammar import RANK
from reportgen.text.numbers import written


def rank_words(subject: Subject) -> Iterator[Problem]:
    """C32: a word says that a rank rose or fell, and it did not.

    Why: 升至 was right last year.
    Example: ``总量升至全市【技术交易额全市名次|名次】`` of a rank that was the first before
    """
    for passage in subject.current:
        for reference in passage.references:
            if RANK in reference.filters and reference.datum is not None and reference.datum.field.kind == RANK:
                yield from _rank_word(passage, reference, reference.datum)


def _rank_word(passage: Passage, reference: Reference, datum: Datum) -> Iterator[Problem]:
    """升至第三, of a rank that was second; 跃居."""
    # here: a year may tell no rank
    from reportgen.report.checks import change_words
    from reportgen.report.checks.judgements import C32
    from reportgen.report.checks.spoken import base_of

    found = change_words.RANK_WORD.search(passage.said[: reference.first])
    base = base_of(datum)
    if found is None or base is None or not datum.is_number or re.search("位居|稳居", found[0]):
        return
    moved = base - datum.number
    if (moved <= 0) if found["up"] else (moved >= 0):
        message = say(
            "“{word}”与名次不符：“{label}”上年第 {before}，本年第 {now}",
            word=found["word"],
            label=datum.label,
            before=written(base),
            now=datum.text,
        )
        yield from tell_at(
            C32, passage, found.start(), message, say("改成“居”，或写【{name}|前移】", name=datum.path[-1]), about=datum
        )
