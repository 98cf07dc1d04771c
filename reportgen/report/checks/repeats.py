"""Sentences of two years → questions about those carried over (``reuse``), and about those still marked to be rewritten.

Knows no reason why.  “Only the figures were changed” has had officials disciplined; so each such sentence is
shown until somebody writes ``沿用: 已确认`` beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks.subject import Passage, Subject, shortened, tell
from reportgen.report.model.grammar import TO_REWRITE

C21 = Code("C21", "与上年一字不差的句子", "与去年相同的一句", "改写；可以沿用的写 {句: ……, 沿用: 已确认}")
C22 = Code(
    "C22", "只换了数字的句子", "去年“整治企业57家”，今年“整治企业44家”", "改写；可以沿用的写 {句: ……, 沿用: 已确认}"
)
C40 = Code(
    "C40",
    "还有句子标着“待改写”（新建时从上年带来的）",
    "- 句: ……，下一行 待改写: 是",
    "照今年的情况改好，再删去“待改写”那一行",
)

_NO = ("", "否", "不", "无")
_SHOWN = 4
"""How many further places are named."""
_HINT = say("确认可以沿用的，在句子旁写 沿用: 已确认；否则请改写")


def unchanged(subject: Subject) -> Iterator[Problem]:
    """C21: a sentence is the same as last year, character for character.

    Why: it may be true again; somebody has to say so.
    Example: 整治“低散乱污”企业57家。 in both years.
    """
    for this, last in _carried(subject, same=True):
        message = say("这一句与上年一字不差：{sentence}", sentence=shortened(this.said))
        if _was_promised(this, last):
            message = say("这一句与上年稿子里的打算一字不差，像是照抄：{sentence}", sentence=shortened(this.said))
        yield from _asked(C21, this, message, last)


def only_figures(subject: Subject) -> Iterator[Problem]:
    """C22: a sentence is last year's with nothing but its figures changed.

    Why: the year's work is not described by exchanging numbers.
    Example: 整治企业57家。 last year, 整治企业44家。 this year.
    """
    for this, last in _carried(subject, same=False):
        message = say("这一句与上年只差数字：{sentence}", sentence=shortened(this.said))
        if _was_promised(this, last):
            message = say("这一句与上年稿子里的打算只差数字：{sentence}", sentence=shortened(this.said))
        yield from _asked(C22, this, message, last)


def still_to_write(subject: Subject) -> Iterator[Problem]:
    """C40: sentences still carry the mark 待改写; one problem for all of them.

    Why: ``new`` marks every sentence that it takes over, and a hundred equal lines would hide the rest.
    Example: ``{句: "……", 待改写: 是}``
    """
    left = [sentence for sentence in subject.report.sentences() if sentence.notes.get(TO_REWRITE, "").strip() not in _NO]
    if left:
        places = tuple(sentence.scalar.place() for sentence in left[: _SHOWN + 1])
        message = say("还有 {count} 句标着“待改写”，是从上年带来的", count=len(left))
        hint = say("照今年的情况改好，再删去“待改写”那一行")
        yield Problem(C40, message, Grade.WARNING, places[0], hint, also=places[1:])


def _carried(subject: Subject, *, same: bool) -> Iterable[tuple[Passage, Passage]]:
    """The sentences that are last year's, or are so but for their figures, and are not confirmed; each with last year's."""
    if not subject.last:
        return ()
    from reportgen.report.checks.reuse import carried, is_confirmed  # here: a first year has none before it

    found = carried(subject)
    return [pair for pair in (found.unchanged if same else found.figures) if not is_confirmed(pair[0])]


def _was_promised(this: Passage, last: Passage) -> bool:
    """Whether last year's sentence was a plan for the very year of which this one tells what was done."""
    return last.ahead and last.year == this.year and not this.ahead


def _asked(code: str, this: Passage, message: Message, last: Passage) -> Iterator[Problem]:
    hint = say("{usual}；做成了写成结果，没有做成写明进度", usual=_HINT) if _was_promised(this, last) else _HINT
    for problem in tell(code, this, 0, message, hint):
        yield Problem(problem.code, problem.message, problem.grade, problem.place, problem.hint, also=(last.place(),))
