"""One thing that stands in an input → what is wrong with how it is written: an item, a heading, a chosen word.

Knows no file and nothing that is printed.  What would be printed otherwise than it was meant, without a word, is an error here: a
key typed with 「：」 is taken for the beginning of a sentence, a comma within a number parts two sentences, a heading that brings a
number is given another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.message import joined, say
from reportgen.problem import Code, Problem
from reportgen.regex import regex
from reportgen.report.model.grammar import (
    AS_WRITTEN,
    NONE,
    NUMBER,
    SENTENCE,
    USUAL,
    Content,
    Grammar,
    Key,
    KeyRole,
    SectionKind,
)
from reportgen.report.model.walk import Visit
from reportgen.report.numbering import own_number
from reportgen.yamltext import Entry, MappingNode, Node, Scalar, SequenceNode

F40 = Code("F40", "标题自己带了序号，程序还会再加一个", "- 标题: 二、存在的困难", "- 标题: 存在的困难；或在下面加一行 序号: 照写")
F42 = Code("F42", "一条的开头像是名称，冒号不对，会当成句子印出来", "- 段：一是抓项目。", "- 段: 一是抓项目。")
F43 = Code("F43", "方括号里的数被逗号断开，成了两句", "正文: [产值12,345万元。]", '正文: ["产值12,345万元。"]')
F44 = Code("F44", "选项写的不是能选的词", "接排: 好", "接排: 是")
F45 = Code("F45", "只能写一样的，两样都写了", "一个小节既有“标题”又有“话题”", "留一样")

_EXCLUSIVE = ((KeyRole.HEADING, KeyRole.TOPIC), (KeyRole.RECIPIENT, KeyRole.SALUTATION))
_ANNEX_NUMBER = regex(r"附\s*件\s*[0-9０-９一二三四五六七八九十]*\s*[：:、.．]?\s*")
_GROUP = (regex(r"(?<!\d)\d{1,3}$"), regex(r"\d{3}(?!\d)"))
"""How a number of more than three digits is parted: what stands before a comma, what stands after it."""
_COLON = r"\s*(?:：\s*|:(?=\S))"
_WIDTH = regex(r"\d+(?:\.\d+)?\s*(?:厘米|毫米|磅|cm|mm|pt|%)")


def heading_problems(node: MappingNode, kind: SectionKind) -> Iterator[Problem]:
    """F40, F45: of a section, or of the file itself."""
    by_role = {key.role: entry for entry in node if (key := kind.key(entry.key.text)) is not None}
    for pair in _EXCLUSIVE:
        both = [by_role[role] for role in pair if role in by_role]
        if len(both) == 2:
            names = tuple(say("“{key}”", key=entry.key.text) for entry in both)
            place = max(entry.key.start for entry in both)
            yield Problem(F45, say("{keys}只能写一样", keys=names), place=node.source.place(place), hint=say("留一样，删去另一样"))
    numbering = node.get(NUMBER)
    as_it_is = isinstance(numbering, Scalar) and numbering.text in (AS_WRITTEN, NONE)
    if KeyRole.HEADING in by_role and any(key.role is KeyRole.NUMBERING for key in kind.keys) and not as_it_is:
        yield from _numbered(by_role[KeyRole.HEADING])
    if KeyRole.ANNEX in by_role:
        yield from _numbered(by_role[KeyRole.ANNEX])


def _numbered(entry: Entry) -> Iterator[Problem]:
    """F40: the mended line is that without the number; to keep it is the other way."""
    scalar = entry.value.get(SENTENCE) if isinstance(entry.value, MappingNode) else entry.value
    if not isinstance(scalar, Scalar):
        return
    found = _ANNEX_NUMBER.match(scalar.text) if scalar.text.startswith("附") else None
    number = found[0] if found else own_number(scalar.text)
    if not number or number == scalar.text:
        return
    place = scalar.place(scalar.text.index(number))
    at = place.column - 1
    if not place.excerpt.startswith(number, at):
        yield Problem(F40, say("标题自己带了序号“{number}”", number=number), place=place, hint=say("删去序号，程序会加"))
        return
    mended = place.excerpt[:at] + place.excerpt[at + len(number) :].lstrip()
    message = say("标题自己带了序号“{number}”，程序还会再加一个", number=number.strip())
    hint = say("改成：{line}", line=mended.strip())
    if not found:
        hint = say("{mended}；要照自己写的序号印，在下面加一行 {key}: {choice}", mended=hint, key=NUMBER, choice=AS_WRITTEN)
    yield Problem(F40, message, place=place, hint=hint, repair=place.mended(mended))


def item_problems(visit: Visit, grammar: Grammar) -> Iterator[Problem]:
    """F42, F43: of an item of a list of sentences."""
    if visit.listed and visit.key is not None:
        if visit.key.kind is Content.SENTENCES:
            yield from _mistyped_key(visit.node, grammar)
        if visit.bracketed and isinstance(visit.node, Scalar):
            yield from _parted_number(visit, visit.node)


def _mistyped_key(node: Node, grammar: Grammar) -> Iterator[Problem]:
    """F42: a key with the wrong colon, or with none after it."""
    scalar = node.entries[0].key if isinstance(node, MappingNode) and node.entries else node
    if not isinstance(scalar, Scalar) or scalar.style or not ("：" in scalar.text or ":" in scalar.text):
        return
    within = {key.name for kind in grammar.sections.values() for key in kind.keys if key.kind is not Content.OPTION}
    names = sorted({SENTENCE, *grammar.blocks, *within}, key=len, reverse=True)
    found = re.match(f"({'|'.join(map(re.escape, names))}){_COLON}", scalar.text)
    if found is None:
        return
    place = scalar.place()
    at = place.column - 1
    message = say("“{beginning}”会当成句子印出来", beginning=found[0].strip())
    otherwise = say("就是要印这几个字的，整句加英文引号")
    if found[1] in grammar.blocks or found[1] == SENTENCE:
        mended = f"{place.excerpt[:at]}{found[1]}: {place.excerpt[at + len(found[0]) :]}"
        hint = say("改成：{line}；{otherwise}", line=mended.strip(), otherwise=otherwise)
        yield Problem(F42, message, place=place, hint=hint, repair=place.mended(mended))
    else:
        hint = say("“{key}”不是句子，写在小节里，用英文冒号加空格；{otherwise}", key=found[1], otherwise=otherwise)
        yield Problem(F42, message, place=place, hint=hint)


def _parted_number(visit: Visit, node: Scalar) -> Iterator[Problem]:
    """F43: in brackets a comma between digits ends an item; in a table only what looks like one number in groups is told."""
    before = _before(visit)
    if before is None or node.source.text[before.end : node.start] != ",":
        return
    cells = visit.key is not None and visit.key.kind is Content.CELLS
    left, right = before.raw, node.raw
    parted = _GROUP[0].search(left) and _GROUP[1].match(right) if cells else left[-1:].isdigit() and right[:1].isdigit()
    if parted:
        number = f"{re.split('[^0-9.]', left)[-1]},{re.split('[^0-9.]', right)[0]}"
        message = say("“{number}”在方括号里会从逗号断开，成了两项", number=number)
        hint = say("是一个数，整项加英文引号，或不写逗号；是两项，逗号后面空一格")
        yield Problem(F43, message, place=node.place(), hint=hint)


def _before(visit: Visit) -> Scalar | None:
    """The item before, in the same list."""
    held: Node | None = visit.entry.value
    last = visit.address.number
    if visit.key is not None and visit.key.kind is Content.CELLS and isinstance(held, SequenceNode):
        row = visit.address.steps[-2]
        held = held.items[row] if isinstance(row, int) else None
    if not isinstance(held, SequenceNode) or not 0 < last < len(held.items):
        return None
    before = held.items[last - 1]
    return before if isinstance(before, Scalar) else None


def option_problems(visit: Visit, key: Key) -> Iterator[Problem]:
    """F44: a word that is none of those to choose from."""
    node = visit.node
    word = node.text.strip() if isinstance(node, Scalar) else ""
    if key.role in (KeyRole.NUMBERING, KeyRole.RUN_IN) and not (word in key.choices or (key.counts and _is_count(word))):
        choices = joined(key.choices, "、")
        hint = say("可写：{choices}，或从几编起", choices=choices) if key.counts else say("可写：{choices}", choices=choices)
        yield Problem(F44, say("“{key}: {choice}”不认识", key=key.name, choice=word), place=node.place(), hint=hint)
    elif key.role is KeyRole.SPOKEN_YEAR and not (word.isdecimal() and len(word) == 4):
        hint = say("写四位的年份，如 {key}: 2024", key=key.name)
        yield Problem(F44, say("“{key}: {choice}”不是年份", key=key.name, choice=word), place=node.place(), hint=hint)
    elif key.role is KeyRole.KIND and not word:
        hint = say("写成 {key}: 工作总结；是{usual}就不写这一行", key=key.name, usual=USUAL)
        yield Problem(F44, say("“{key}”要写一个词", key=key.name), place=node.place(), hint=hint)
    elif key.role is KeyRole.FILE and not word:
        yield Problem(F44, say("“{key}”要写一个文件名", key=key.name), place=node.place(), hint=say("如 图片/现场.jpg"))
    elif key.role is KeyRole.WIDTH and not _WIDTH.fullmatch(word):
        hint = say("写成 12厘米、120毫米 或 80%")
        yield Problem(F44, say("“{key}: {choice}”读不懂", key=key.name, choice=word), place=node.place(), hint=hint)


def _is_count(word: str) -> bool:
    return word.isdecimal() and 0 < int(word) < 100
