"""The sentences of a list → those that look like a paragraph of their own and would print within another's.

Knows what stands in the input, not how it is printed.  Sentences in a row are one paragraph; one that begins with 一是, a number or
—— in their midst is asked about, since in a paragraph of its own it would be written as one.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.report.checks.subject import Passage, Subject
from reportgen.report.model.grammar import PARAGRAPH, VERBATIM, YES
from reportgen.report.numbering import own_number

C60 = Code("C60", "有一句像是另起一段的，会接着上一句印（提醒）", "- 二是抓服务。", "- 段: 二是抓服务。")

_NUMERALS = frozenset("一二三四五六七八九十")


def apart(subject: Subject) -> Iterator[Problem]:
    """C60: a sentence in the midst of others begins as a paragraph does.

    Why: sentences in a row print as one paragraph; whoever writes 一是, 二是 one a line may mean several.
    Example: - 一是抓项目。 and below it - 二是抓服务。
    """
    before: Passage | None = None
    for passage in subject.passages:
        previous, before = before, passage
        begun = _sign(passage.said) or own_number(passage.said)
        if not begun or previous is None or not _follows(passage, previous) or passage.noted(VERBATIM) == YES:
            continue
        place = passage.place()
        at = place.column - 1
        line = f"{place.excerpt[:at]}{PARAGRAPH}: {place.excerpt[at:]}"
        simple = place.excerpt[:at].strip() == "-" and not passage.sentence.scalar.style
        message = say("“{beginning}……”会接着上一句印在同一段里", beginning=begun)
        hint = say("要另起一段，写成 - {key}: ……；就要接着印的，在句子旁写 {note}: {yes}", key=PARAGRAPH, note=VERBATIM, yes=YES)
        yield Problem(C60, message, Grade.WARNING, place, hint, repair=place.mended(line) if simple else None)


def _sign(text: str) -> str:
    """一是, 十二是 or —— at the beginning of a sentence, else nothing."""
    if text.startswith("——"):
        return "——"
    at = text.find("是", 1, 3)
    return text[: at + 1] if at > 0 and _NUMERALS.issuperset(text[:at]) else ""


def _follows(passage: Passage, before: Passage) -> bool:
    """Whether both are items of one list, next to each other, and neither is set apart."""
    mine, other = passage.sentence.address, before.sentence.address
    return passage.body and not mine.block and mine.number == other.number + 1 > 0 and mine.steps[:-1] == other.steps[:-1]
