"""Paragraphs whose roles were read one by one → the outline of the whole: level, number and heading of each, and the roles that
only the whole can tell (numbers that lost their mark, headings without a number).

Knows no formatting rule.  A level is how many headings stand above one, and is found by the form of the numbers alone: a number
closes what has the same form or a lower one.  So one line that is misread changes nothing below it: the next number of a usual
form stands where it stood before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportgen.gongwen.document.model import BLANKS, LEVELS, DocParagraph, Role
from reportgen.gongwen.document.phrases import LEVEL_FORMS, SENTENCE_END, level_of
from reportgen.regex import regex

_NUMERAL = regex(r"[（(]?([〇零一二三四五六七八九十百]+|[0-9０-９]+)")
_UNITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"〇": 0}
_LED = regex(r"([一二三四五六七八九十]+[是要])(?=\S)|(第[一二三四五六七八九十]+)[，,、：:]|((?:—|–|─){2,}|-{2,})")
_IN_TURN = "一二三四五六七八九十"
_PART = regex(r"第[一二三四五六七八九十]+部分[\s\u3000：:、]*\S")
_ORDINAL = regex(r"第[一二三四五六七八九十]+[，,、]\s*\S")
_BARE = regex(r"([一二三四五六七八九十]{1,3})(?![一二三四五六七八九十是要、，,.．年月日个些方])(?=[\ue000-\uf8ff]?[\u4e00-\u9fff])")
_TOPICS = regex(
    r"(?:回顾|安排|任务|目标|打算|建议|情况|问题|举措|措施|建设|解释|工作|要求|思路|重点|总结|计划|展望|经验|体会|不足|原因|成效|做法|部署|困难|成绩|进展|形势|保障)$"
)
_BEHIND_ALL = regex(r"(?:名词|名词术语|用语)(?:解释|说明|注释)$|^附录$")
_CLOSED = ("。", "！", "？", "…", "”", "）", "：", "；", "!", "?", ")")
_INSIDE = regex(r"[。；：，！？,;:!?\t]")
_SHORT, _SENTENCE, _LINE, _TEXT = 24, 60, 60, 30
"""Characters at most of a heading without a number, of one that begins its paragraph, of one on its line; at least of text."""
_LONE = 30
"""Characters of a numbered sentence with its full stop that may still be a heading."""
_NAMED = 16
"""Characters of a numbered line that may still be a heading though a colon ends it."""
_ENOUGH = 3
_OUTER, _LEAF = 0, 9
"""Ranks of a heading without a number: above all numbers, or below whatever it stands under."""


@dataclass(frozen=True, slots=True)
class Outlined:
    """What the whole says of a paragraph: its role, the level from 1 of a heading or of numbered text, the number as written, and
    how many characters of the text are the heading, ``whole`` if all are."""

    role: Role
    level: int = 0
    number: str = ""
    lead: int = 0
    whole: bool = False

    @property
    def kind(self) -> str:
        """The role in a word: 层次标题 on its own line or 接排标题 in its paragraph, 编号段 or 领起段 for text that a number or
        一是, 第一, —— leads, else the role's own."""
        if self.role in LEVELS and self.lead:
            return "层次标题" if self.whole else "接排标题"
        if self.role in LEVELS or (self.role is Role.BODY and self.level):
            return "编号段"
        return "领起段" if self.role is Role.BODY and self.number else self.role.value


def outlined(paragraphs: Sequence[DocParagraph], given: Sequence[Role]) -> tuple[Outlined, ...]:
    """One for each paragraph; ``given`` are the roles that were read one by one."""
    roles = list(given)
    _bare_numbers(paragraphs, roles)
    _ordinals(paragraphs, roles)
    topics = _unnumbered(paragraphs, roles)
    walk = _Walk()
    found = []
    items: list[int] = []
    for index, paragraph in enumerate(paragraphs):
        if roles[index] is Role.ANNEX:
            walk = _Walk()
        rank = _rank(index, paragraph, roles, topics, walk, paragraphs)
        if rank is None:
            found.append(Outlined(roles[index], 0, led_number(paragraph.words) if roles[index] is Role.BODY else ""))
            continue
        level = walk.enter(rank, value_of(paragraph.words) if index not in topics else 0)
        role = LEVELS[min(level, len(LEVELS)) - 1] if index in topics else roles[index]
        lead = len(paragraph.text) if index in topics else heading_length(paragraph)
        sentence = lead == len(paragraph.text) and paragraph.words[-1:] in SENTENCE_END
        if sentence and (_beside(index, roles, 1) >= 0 or _beside(index, roles, -1) in items):
            lead = 0
            items.append(index)
        number = "" if index in topics else number_of(paragraph.words)
        found.append(Outlined(role, level, number, lead, lead == len(paragraph.text)))
    return tuple(found)


def _beside(index: int, roles: Sequence[Role], step: int) -> int:
    """The next paragraph before or after one that is not empty, if it is numbered at the same level; else one that there is not."""
    places = range(index + step, len(roles) if step > 0 else -1, step)
    beside = next((each for each in places if roles[each] is not Role.EMPTY), -1)
    return beside if beside >= 0 and roles[beside] is roles[index] else -1


@dataclass(slots=True, eq=False)
class _Walk:
    """The ranks that are open, from the outermost; the lowest rank of a number so far; whether a heading without one is above."""

    ranks: list[int] = field(default_factory=list)
    top: int = _LEAF
    outer: bool = False

    def enter(self, rank: int, value: int) -> int:
        self.ranks = [each for each in self.ranks if each < rank]
        level = len(self.ranks) + 1
        if rank != _LEAF:
            self.ranks.append(rank)
        if value and rank != _OUTER:
            self.top = min(self.top, rank)
        self.outer = self.outer or rank == _OUTER
        return level


def _rank(
    index: int, paragraph: DocParagraph, roles: Sequence[Role], topics: frozenset[int], walk: _Walk, every: Sequence[DocParagraph]
) -> int | None:
    """Where in the order of forms a paragraph stands, none for what is no part of the outline."""
    if index in topics:
        return _OUTER if walk.outer or _is_outer(index, walk, roles, topics, every) else _LEAF
    if roles[index] in LEVELS:
        return _OUTER if _PART.match(paragraph.words) else LEVELS.index(roles[index]) + 1
    return level_of(paragraph.words) or None if roles[index] is Role.BODY else None


def _is_outer(index: int, walk: _Walk, roles: Sequence[Role], topics: frozenset[int], every: Sequence[DocParagraph]) -> bool:
    """Whether a heading without a number stands above the numbers: it comes before all of them, or they begin anew below it."""
    if not walk.ranks or _BEHIND_ALL.search(every[index].words):
        return True
    for after in range(index + 1, len(every)):
        if after in topics:
            return False
        if roles[after] in LEVELS:
            return LEVELS.index(roles[after]) + 1 <= walk.top and value_of(every[after].words) == 1
    return False


def number_of(words: str) -> str:
    """The number that a paragraph begins with, as written and with its mark; empty for none."""
    form = next((found for each in LEVEL_FORMS if (found := each.match(words))), None)
    part = form or re.match(r"第[一二三四五六七八九十]+(?:部分)?[、，,]?", words) or _BARE.match(words) or re.match(r"[0-9０-９]{1,2}[.．]", words)
    return part[0].rstrip(BLANKS) if part else ""


def led_number(words: str) -> str:
    """一是, 第一 or —— at the beginning of text; empty where the next of the kind stands in the same paragraph."""
    found = _LED.match(words)
    if found is None:
        return ""
    mark = found[1] or found[2] or found[3]
    following = _next_mark(mark)
    return "" if following and following in words else mark


def _next_mark(mark: str) -> str:
    """二是 for 一是, 第二 for 第一; empty for a dash and for what has no next."""
    place = _IN_TURN.find(mark.strip("第是要"))
    if mark.startswith(("—", "–", "─", "-")) or len(mark.strip("第是要")) != 1 or not 0 <= place < len(_IN_TURN) - 1:
        return ""
    return mark.replace(_IN_TURN[place], _IN_TURN[place + 1])


def value_of(words: str) -> int:
    """The number a paragraph begins with, 0 where it cannot be read: 一 → 1, 十二 → 12, 一百零三 → 103."""
    found = _NUMERAL.match(words.removeprefix("第"))
    if found is None:
        return 0
    if found[1].isdecimal():
        return int(found[1])
    total = current = 0
    for char in found[1]:
        if char in _UNITS:
            current = _UNITS[char]
        else:
            total, current = total + (current or 1) * (10 if char == "十" else 100), 0
    return total + current


def heading_length(paragraph: DocParagraph) -> int:
    """How many characters of a numbered paragraph's text are its heading: all of a line of its own, the first sentence where text
    follows it, none of what is only text with a number."""
    text = paragraph.text
    stop = next((at for at, sign in enumerate(text) if sign in SENTENCE_END), -1)
    if stop < 0:
        return len(text) if len(paragraph.words) <= (_NAMED if paragraph.words.endswith(("：", ":")) else _LINE) else 0
    if text[stop] in "。！？" and text[stop + 1 :].strip(BLANKS):
        return stop + 1 if len(text[: stop + 1].strip(BLANKS)) <= _SENTENCE and not _INSIDE_COLON.search(text[:stop]) else 0
    whole = text[stop] in "。！？" and len(paragraph.words) <= _LONE and not _INSIDE_COLON.search(text)
    return len(text) if whole else 0


_INSIDE_COLON = regex("(?<![0-9０-９])[：:]|[：:](?![0-9０-９])")
"""A colon that sets a term before its meaning, and none of a ratio."""


def _bare_numbers(paragraphs: Sequence[DocParagraph], roles: list[Role]) -> None:
    """一经济……, 二结构…… that lost their mark: headings, where each begins with a sentence that text follows and the numbers go on
    from 1, three of them and more; a number that kept its mark counts among them."""
    run: list[int] = []
    for index in (*_numbered(paragraphs, roles), None):
        value = value_of(paragraphs[index].words) if index is not None else 0
        if index is not None and (value == len(run) + 1):
            run.append(index)
            continue
        _accept(run, paragraphs, roles)
        run = [index] if index is not None and value == 1 else []


def _numbered(paragraphs: Sequence[DocParagraph], roles: Sequence[Role]) -> Iterator[int]:
    """Bare numbers before a heading sentence, and second-level headings among them."""
    for index, paragraph in enumerate(paragraphs):
        bare = roles[index] is Role.BODY and _BARE.match(paragraph.words) and not led_number(paragraph.words)
        if roles[index] is Role.LEVEL_2 or (bare and 0 < heading_length(paragraph) < len(paragraph.text)):
            yield index


def _accept(run: Sequence[int], paragraphs: Sequence[DocParagraph], roles: list[Role]) -> None:
    bare = [index for index in run if roles[index] is Role.BODY]
    if len(run) < _ENOUGH or not bare:
        return
    above = any(role is Role.LEVEL_1 for role in roles[: run[0]]) or len(bare) < len(run)
    for index in bare:
        roles[index] = Role.LEVEL_2 if above else Role.LEVEL_1


def _ordinals(paragraphs: Sequence[DocParagraph], roles: list[Role]) -> None:
    """第一，…… on lines of their own, two and more, and 第一部分: headings."""
    alone = [
        index for index, paragraph in enumerate(paragraphs)
        if roles[index] is Role.BODY and _ORDINAL.match(paragraph.words) and len(paragraph.words) <= _TEXT
        and paragraph.words[-1] not in SENTENCE_END
    ]  # fmt: skip
    below = [role for role in roles if role in LEVELS]
    level = min(len(LEVELS), max((LEVELS.index(role) + 2 for role in below), default=1))
    for index in alone if len(alone) > 1 else ():
        roles[index] = LEVELS[level - 1]
    for index, paragraph in enumerate(paragraphs):
        part = _PART.match(paragraph.words) and len(paragraph.words) <= _LINE and not _INSIDE.search(paragraph.words[6:])
        if part and roles[index] is Role.BODY:
            roles[index] = Role.LEVEL_1


def _unnumbered(paragraphs: Sequence[DocParagraph], roles: Sequence[Role]) -> frozenset[int]:
    """Headings without a number: short lines that name what the text below them is about, after a finished paragraph."""
    shown = [index for index, role in enumerate(roles) if role not in (Role.EMPTY, Role.PAGE)]
    found = set()
    for place, index in enumerate(shown):
        before, after = shown[place - 1] if place else None, shown[place + 1] if place + 1 < len(shown) else None
        if roles[index] is Role.BODY and after is not None and _names_topic(paragraphs[index]):
            ended = before is None or roles[before] is not Role.BODY or paragraphs[before].words.endswith(_CLOSED)
            if ended and (roles[after] in LEVELS or (roles[after] is Role.BODY and len(paragraphs[after].words) > _TEXT)):
                found.add(index)
    return frozenset(found)


def _names_topic(paragraph: DocParagraph) -> bool:
    words = paragraph.words
    return 4 <= len(words) <= _SHORT and not _INSIDE.search(words) and _TOPICS.search(words) is not None and not led_number(words)
