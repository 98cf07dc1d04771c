"""What a text counts → departures: 一是, 二是, 第一, 首先 in their order, as many points as were announced, numbers of tables and pictures.

Knows no form.  Only marks at the beginning of a sentence or a clause count; a list that another paragraph carries on is one list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from reportgen.gongwen.document.model import LEVELS, TEXT, DocParagraph, Role, WordDocument
from reportgen.gongwen.document.outline import value_of
from reportgen.gongwen.document.phrases import level_in
from reportgen.gongwen.rules.rule import Finding, at, rule
from reportgen.gongwen.standard import Strength
from reportgen.message import say
from reportgen.regex import regex

_TENS = "一二三四五六七八九十"
_START = r"(?:^|(?<=[。；：，！？]))\s*"


def _marks(form: str) -> re.Pattern[str]:
    """A mark at the head of a sentence or a clause; 数 stands for its number."""
    return regex(_START + form.replace("数", "([" + _TENS + "])"))


_FAMILIES = (
    _marks("数(?:是|要|来(?=[，,]))"), _marks("第数[，,、：]"), _marks("其数[，,、：是]"), _marks("([①-⑳])"),
    regex(r"(?<=[。；：，])（([0-9]{1,2})）"),
)
"""Marks of one kind that count on from one to the next."""
_INLINE = (
    *_FAMILIES, regex(r"(?:^|(?<=[。；：，]))（([一二三四五六七八九十])）"), regex(r"(?:^|(?<=[。；：，]))([1-9])[.．、](?![0-9])"),
)
"""These, and numbers of headings within a paragraph."""
_NAMED = regex(r"：([^。：；！？]{2,40})。?\s*$")
_BETWEEN = regex("、|，|和|及|与|以及")
_MANY = regex(
    r"(?:讲|提|谈|强调|作|说|有|以下|下列|如下|下述)(?:出|好|了|以下|如下)?([两一二三四五六七八九十]|[2-9])"
    r"(?:点|条|个方面|方面|个问题|项|件事)(?![以多余])(?:[^，。；：]{0,6}(?:意见|要求|建议|工作|措施|问题|任务|体会|情况|事项))?"
)
_TABLE = regex(r"(续?)([表图])\s*([0-9]{1,2})(?![0-9.．—-])[\s\u3000:：.．]*\S")
_POINTED = regex(r"(?:[见如参]|参见|详见|按照?)(?:附?)([表图])\s*([0-9]{1,2})(?![0-9.．—-])")
_MIXED = regex(r"(?:^|(?<=[。；]))首先，[^\n]*(?<=[。；])第[二三]，")


def _value(mark: str) -> int:
    return ord(mark) - ord("①") + 1 if mark >= "①" and mark <= "⑳" else value_of(mark)


@rule("G153", "GB/T 15834—2011 B.3", Strength.NORMAL)
def in_turn(document: WordDocument) -> Iterator[Finding]:
    """“一是、二是”“第一、第二”“其一、其二”“①②”依次连着写，不缺、不重；“首先”后面接“其次”。
    为什么：删去一条、挪动一条以后，后面的序号常常忘了改。
    例：“一是……三是……”“一是……一是……”“首先……第二……”。
    """
    for family in _FAMILIES:
        yield from _counted(document, family)
    for paragraph in document.text:
        if (found := _MIXED.search(paragraph.text)) and "其次" not in paragraph.text:
            yield Finding(say("“首先”后面接了“第二”"), at(paragraph, found.end() - 3, found.end()), say("写成“首先……其次……”或“第一……第二……”"))


def _counted(document: WordDocument, family: re.Pattern[str]) -> Iterator[Finding]:
    """The places where the marks of a family do not go on from each other; a heading begins anew."""
    last = 0
    for paragraph in document.paragraphs:
        if paragraph.role in LEVELS or paragraph.role is Role.ANNEX:
            last = 0
        for match in family.finditer(paragraph.text) if paragraph.role in TEXT else ():
            value = _value(match[1])
            lost = value > 1 and last and value != last + 1
            again = value == 1 and last == 1
            if lost or again:
                wanted = _TENS[last] if last < len(_TENS) else ""
                message = say("“{mark}”没有接着前一项，应是第{wanted}项", mark=match[0].strip(), wanted=wanted)
                yield Finding(message, at(paragraph, match.start(1), match.end()), say("补上缺的一项，或改正序号"))
            last = value


@rule("G154", "实务（前后数目）", Strength.PRACTICE)
def as_announced(document: WordDocument) -> Iterator[Finding]:
    """前面说几点、几个方面，后面就写几项。
    为什么：增删以后，前面的数目常常忘了改；听的人、读的人会等下一点。
    例：“我讲三点意见”后面有四个一级标题；“做好以下三项工作：一是……二是……”；“主要任务有三项：改造管网、清理沟渠。”。
    """
    for paragraph in document.text:
        for match in _MANY.finditer(paragraph.text):
            wanted = 2 if match[1] == "两" else value_of(match[1])
            rest = paragraph.text[match.end() :]
            found = _listed(rest) or _headed(document, paragraph, match.end()) or _lined(document, paragraph, match.end())
            if not found and (named := _NAMED.fullmatch(rest)) and "、" in named[1]:
                found = min(wanted, len(_BETWEEN.findall(named[1])) + 1)  # more signs between may stand within one of them
            if found > 1 and found != wanted:
                message = say("说的是{announced}项，后面写了 {count} 项", announced=match[1], count=found)
                yield Finding(message, at(paragraph, match.start(), match.end()), say("核对数目"))


def _listed(rest: str) -> int:
    """How many marks of one family follow in the same paragraph, if they begin with the next sentence."""
    for family in _INLINE:
        marks = [_value(each[1]) for each in family.finditer(rest)]
        first = family.search(rest)
        if marks and marks[0] == 1 and first is not None and not re.search("[。！？]", rest[: first.start()].rstrip()[:-1]):
            return next((index for index, (one, other) in enumerate(pairwise(marks), 1) if other != one + 1), len(marks))
    return 0


def _headed(document: WordDocument, paragraph: DocParagraph, end: int) -> int:
    """How many headings of one level follow a paragraph that ends with the announcement."""
    if len(paragraph.text.rstrip()) - end > 3:
        return 0
    shown = [each for each in document.paragraphs if each.role is not Role.EMPTY]
    index = next(number for number, each in enumerate(shown) if each is paragraph)
    return _siblings(shown[index + 1 :])


def _lined(document: WordDocument, paragraph: DocParagraph, end: int) -> int:
    """How many marks of one family go on through the paragraphs behind one that ends with the announcement."""
    if len(paragraph.text.rstrip()) - end > 3:
        return 0
    shown = [each for each in document.paragraphs if each.role is not Role.EMPTY]
    after = shown[next(number for number, each in enumerate(shown) if each is paragraph) + 1 :]
    family = next((each for each in _FAMILIES if after and (mark := each.match(after[0].text)) and _value(mark[1]) == 1), None)
    count = 0
    for each in after if family else ():
        if each.role not in TEXT or each.role in LEVELS:
            break
        for mark in family.finditer(each.text) if family else ():
            if _value(mark[1]) != count + 1:
                return count
            count += 1
    return count


def _siblings(after: Sequence[DocParagraph]) -> int:
    level = level_in(after[0]) if after and after[0].role in LEVELS and after[0].lead else 0
    if not level or value_of(after[0].words) != 1:
        return 0
    count = 0
    for paragraph in after:
        own = level_in(paragraph) if paragraph.role in LEVELS else 0
        if paragraph.role is Role.ANNEX or 0 < own < level:
            break
        count += own == level
    return count


@rule("G157", "实务（表、图的序号）", Strength.PRACTICE)
def captions(document: WordDocument) -> Iterator[Finding]:
    """表、图各从 1 起连着编号，正文提到的表、图都有。
    为什么：删去一张表以后，后面的序号和正文里的“见表3”常常忘了改。
    例：只有一张表却写“表2”；两张表都写“表1”；正文写“见表3”，文中没有表3。
    """
    labelled = [(each, found) for each in document.everything if each.role is Role.CAPTION and (found := _TABLE.match(each.words))]
    for kind in "表图":
        last = 0
        for paragraph, found in labelled:
            if found[2] == kind and not found[1]:
                if int(found[3]) not in (last + 1, 1 if last > 1 else last + 1):
                    message = say("{kind}的序号应是 {wanted}，写的是 {written}", kind=kind, wanted=last + 1, written=int(found[3]))
                    yield Finding(message, at(paragraph), say("依次编号，正文里提到的也改"))
                last = int(found[3])
    known = {(found[2], int(found[3])) for _, found in labelled}
    for paragraph in document.text:
        for match in _POINTED.finditer(paragraph.text):
            if (match[1], int(match[2])) not in known and not _in_annex_table(document, match[1]):
                message = say("提到{kind}{number}，文中没有", kind=match[1], number=int(match[2]))
                yield Finding(message, at(paragraph, match.start(), match.end()), say("补上，或改正文"))


def _in_annex_table(document: WordDocument, kind: str) -> bool:
    """Whether annexes may hold what is pointed at: their titles need not be captions."""
    return any(kind in each.words for each in document.having(Role.ANNEX, Role.ANNEX_TITLE, Role.ANNEX_NOTE, Role.ANNEX_NOTE_MORE))
