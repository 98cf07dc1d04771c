"""Sentences → ranks and conclusions (第一, 唯一, 首家, 超额, 提前 …) that nothing supports.

Knows the words; what supports them is an ``依据`` noted at the sentence or at a figure that it reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.report.checks.subject import ON, Passage, Reference, Subject, tell
from reportgen.report.checks.targets import proven
from reportgen.report.model.grammar import GROUND, RANK

C17 = Code("C17", "名次、结论没有依据", "总量居全市第一。", "{句: 总量居全市第一。, 依据: 市科技局通报}")

_HARD: tuple[tuple[tuple[str, ...], str], ...] = (
    (("第一",), r"第一(?!书记|时间|线|产业|季度|批|轮|责任|步|阶段|部分|期|次|个|代|关|现场|要务|道|课|议题)"),
    (tuple(f"第{number}" for number in "二三四五六七八九十"), r"第[二三四五六七八九十](?=名|位|，|。|；)"),
    (("首位",), f"(?:居|列|位列){ON}{{0,6}}首位"),
    (("提前",), r"提前(?=[\ue0f0\d一二两三四五六七八九十]*(?:完成|实现|达到|个月|天))"),
    (("最",), f"(?:全[国省市县区]|行业){ON}{{0,4}}最[大高多好快优]"),
    *(((word,), word) for word in "唯一 首家 首个 首创 榜首 独家 超额 名列前茅 提早实现 提早完成 零事故 零上访 零发案 零投诉".split()),
)
"""What may stand first of all, and signs without any of which a pattern cannot be met: only those that may be met are compiled."""
_SOFT = ("率先", "前列", "领跑", "居首", "领先", "全覆盖", "未发生", "无一", "突破历史", "清零")


_AMONG_OWN = regex("全[街镇乡村](?!.*全[国省市县区])|各村|各社区")
"""A rank among the villages of the office itself, which it knows."""
_MAY_BE_OWN = ("全街", "全镇", "全乡", "全村", "各村", "各社区")


def claims(subject: Subject) -> Iterator[Problem]:
    """C17: a rank or conclusion without 依据; 第一, 唯一, 首家, 超额, 提前 are asked about, 率先, 前列, 全覆盖 only said.

    Why: these words are no figures, stay when the figures change, and are the first that somebody disputes.
    Example: ``总量居全市第一。``
    """
    text = "\n".join(passage.masked for passage in subject.passages)
    met = [(signs, pattern) for signs, pattern in _HARD if any(sign in text for sign in signs)]
    hard = regex("|".join(pattern for _, pattern in met) or "(?!)")
    signs = (*(sign for signs, _ in met for sign in signs), *(sign for sign in _SOFT if sign in text))
    for passage in subject.passages:
        if passage.body and _may_claim(passage, signs) and not _supported(passage) and not proven(subject, passage):
            yield from _claims(passage, hard)


def _may_claim(passage: Passage, signs: Sequence[str]) -> bool:
    for sign in signs:
        if sign in passage.masked:
            return True
    return any(map(_is_rank, passage.references))


def _supported(passage: Passage) -> bool:
    return bool(passage.noted(GROUND)) or any(datum.notes.get(GROUND) for datum in passage.read)


def _claims(passage: Passage, hard: re.Pattern[str]) -> Iterator[Problem]:
    hint = say("核实后在句子旁写明 依据: ……；不成立就删去")
    found: dict[str, int] = {}
    for each in hard.finditer(passage.masked):
        if not (each[0][:1] == "第" and _is_among_own(passage.masked)):
            found.setdefault(each[0], each.start())
    for reference in passage.references:
        if _is_rank(reference):
            found.setdefault(passage.sentence.scalar.text[reference.start : reference.end], reference.start)
    if found:
        words = tuple(say("“{word}”", word=word) for word in sorted(found, key=found.__getitem__))
        yield from tell(C17, passage, min(found.values()), say("{words}没有依据", words=words), hint)
        return
    soft = sorted((at, word) for word in _SOFT if (at := passage.masked.find(word)) >= 0)
    if soft:
        words = tuple(say("“{word}”", word=word) for _, word in soft)
        yield from tell(C17, passage, soft[0][0], say("{words}没有依据", words=words), hint, Grade.NOTE)


def _is_among_own(text: str) -> bool:
    """The look comes before the pattern because the pattern takes longer to compile."""
    return any(word in text for word in _MAY_BE_OWN) and _AMONG_OWN.search(text) is not None


def _is_rank(reference: Reference) -> bool:
    datum = reference.datum
    return RANK in reference.filters and datum is not None and datum.is_number and datum.number <= 3
