"""A text that YAML cannot read → PyYAML's node tree of the text provisionally repaired, and each fault with its line put right.

Knows lines, indentation and quotes.  A fault is mended by the first of a few likely repairs that lets the reading get
past it; where none does, the line is blanked.  So one slip does not hide the others, and a clerk is shown the line as it
should be.  Nothing repaired here is ever taken for the input: every repair is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, islice
from typing import Any

import yaml

from reportgen.message import NOTHING, Message, say
from reportgen.problem import Code, Problem, TextPlace
from reportgen.regex import regex
from reportgen.yamltext.compose import LOADER, Composed, composed
from reportgen.yamltext.nodes import SourceText, in_short
from reportgen.yamltext.traps import STAND_INS, Repaired, Replacement, applied

Y08 = Code("Y08", "这一行的写法读不懂（缩进、冒号、引号、括号）", "甲: 乙: 丙", '甲: "乙: 丙"')

MOST_FAULTS = 30
"""How many faults of syntax are told in one run."""
_MOST_TRIED = 400_000
"""Characters up to which repairs are tried; in a longer text a faulty line is just blanked."""
_MOST_READ = 6_000_000
"""Characters that are read over again for repairs, all together; then faulty lines are just blanked."""
_MOST_AGAIN = 24_000_000
"""The same for the text as it is repaired, fault by fault; then the faults that follow are left for the next run."""


@dataclass(frozen=True, slots=True)
class _Fault:
    """Where PyYAML stopped, where what it was reading began, and its words."""

    offset: int
    line: int
    column: int
    began: int
    words: str


@dataclass(frozen=True, slots=True)
class _Repair:
    """A line as it could be meant, and what was wrong with it; ``width`` is how far in it begins, where that is all that
    is mended.  A line of ``#`` is one to be deleted."""

    line: str
    sentence: Message = NOTHING
    width: int | None = None


def recover(source: SourceText, mended: Repaired) -> Composed:
    """Composes the mended text, repairing or blanking line after line until it can be read."""
    root, fault = _composed(mended.text)
    if fault is None:
        return root, mended, ()
    work = _Work(mended.text.split("\n"))
    problems: list[Problem] = []
    repaired = mended
    for _ in range(MOST_FAULTS):
        if fault is None:
            return root, repaired, tuple(problems)
        offset = repaired.original(fault.offset)
        line, repair = work.repair(fault)
        repaired = applied(mended, work.changes())
        if line != fault.line:
            offset = mended.original(work.changed_at(line))
        if repair is not None and repair.width is not None:
            offset = mended.original(work.begin(line))
        problem = _told(source.place(offset), fault, repair, work)
        if repair is not None:
            fixed = repair.line.translate(STAND_INS)
            whole = source.place(mended.original(work.starts[line]))
            problem = replace(problem, repair=whole.mended("" if _is_deleted(repair) else fixed))
        problems.append(problem)
        if work.again > _MOST_AGAIN:
            break
        root, fault = _composed(repaired.text)
        work.again += fault.offset if fault is not None else 0
    return None, repaired, tuple(problems)


class _Work:
    """The lines of a text as they are repaired."""

    def __init__(self, lines: list[str]) -> None:
        self.before = tuple(lines)
        self.starts: tuple[int, ...] = tuple(accumulate((len(line) + 1 for line in lines), initial=0))
        self.lines = lines
        self.touched: set[int] = set()
        self.read = 0
        self.again = 0

    def changes(self) -> list[Replacement]:
        """What differs, line by line, as changes of the text."""
        lines = zip(self.before, self.lines, self.starts, strict=False)
        return [_smallest(old, new, start) for old, new, start in lines if old != new]

    def changed_at(self, line: int) -> int:
        """Where in the text the change of a line begins."""
        start = _smallest(self.before[line], self.lines[line], self.starts[line])[0]
        return max(start, self.begin(line))

    def begin(self, line: int) -> int:
        """Where in the text a line's first character that is no blank stands."""
        return self.starts[line] + len(self.before[line]) - len(self.before[line].lstrip())

    def repair(self, fault: _Fault) -> tuple[int, _Repair | None]:
        """Changes one line so that the reading gets past the fault; the number of that line, and the repair if it was not
        just left out."""
        if self.starts[-1] <= _MOST_TRIED and self.read <= _MOST_READ:
            for line in self._culprits(fault):
                for repair in _repairs(self.lines, line, fault):
                    if repair.line != self.lines[line] and self._helps(line, repair.line, fault):
                        self.lines[line] = repair.line
                        self.touched.add(line)
                        return line, repair
        return self._blank(fault), None

    def _culprits(self, fault: _Fault) -> list[int]:
        before = next((line for line in range(min(fault.line, len(self.lines)) - 1, -1, -1) if _says(self.lines[line])), -1)
        order = [fault.began, fault.line] if _UNCLOSED.search(fault.words) else [fault.line, fault.began]
        wanted = dict.fromkeys([*order, before])
        return [line for line in wanted if 0 <= line < len(self.lines) and line not in self.touched and _says(self.lines[line])]

    def _helps(self, line: int, candidate: str, fault: _Fault) -> bool:
        trial = [*self.lines[:line], candidate, *self.lines[line + 1 :]]
        _, next_fault = _parsed("\n".join(trial))
        self.read += next_fault.offset or self.starts[min(line, len(self.lines))] if next_fault is not None else self.starts[-1]
        return next_fault is None or next_fault.line > max(fault.line, line)

    def _blank(self, fault: _Fault) -> int:
        """Leaves a line out: the one where the reading stopped, else the nearest before it that still says something."""
        unclosed = [fault.began] if _UNCLOSED.search(fault.words) else []
        back = range(min(fault.line, len(self.lines) - 1), -1, -1)
        order: list[int] = [*unclosed, *back, *range(fault.line, len(self.lines))]
        for line in order:
            if 0 <= line < len(self.lines) and _says(self.lines[line]):
                self.lines[line] = "#" * len(self.lines[line])
                return line
        return 0


def _says(line: str) -> bool:
    """Whether a line holds more than a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _composed(text: str) -> tuple[Any, _Fault | None]:
    try:
        return composed(text), None
    except yaml.MarkedYAMLError as error:
        return None, _fault(error)


def _parsed(text: str) -> tuple[None, _Fault | None]:
    """The same without the tree; a second document counts as a fault."""
    try:
        starts = (event for event in yaml.parse(text, Loader=LOADER) if isinstance(event, yaml.DocumentStartEvent))
        documents = sum(1 for _ in islice(starts, 2))
    except yaml.MarkedYAMLError as error:
        return None, _fault(error)
    except yaml.YAMLError:
        return None, _Fault(0, 0, 0, -1, "")
    return None, None if documents < 2 else _Fault(0, 0, 0, -1, "")


def _fault(error: yaml.MarkedYAMLError) -> _Fault:
    mark = error.problem_mark or error.context_mark
    began = error.context_mark.line if error.context_mark else -1
    words = f"{error.problem or ''} {error.context or ''}"
    return _Fault(mark.index, mark.line, mark.column, began, words) if mark else _Fault(0, 0, 0, began, words)


_UNCLOSED = regex(r"quoted scalar|flow (?:sequence|mapping)|simple key")
_VALUE = regex(r"^(?P<head>\s*(?:- +)*(?:[^'\"\[{#\s][^#]*?:\s+)?)(?P<value>[^\s#].*?)(?P<note>\s+#.*)?$")
_SEPARATED = regex(r"^(?P<head>\s*(?:- +)*[^\s:：]{1,30}?)\s*(?P<sign>[；;=＝])\s*(?P<value>.+)$")
_UNSEPARATED = regex(r"^(?P<head>\s*[^\s:：#'\"\[{-][^\s:：#'\"\[{]{0,29})(?: *(?=[{\[])| +(?=\d))(?P<value>\S.*)$")
"""A name with its figure, its notes or its list, and no colon between."""
_ITEM = regex(r"^(?P<head>.*?:\s+)- +(?P<value>.+)$")

_NUMBER = regex(r"\d[\d.,]*%?(?:\s+#.*)?")
_NO_ITEM = regex(r"""(?P<quoted>"[^"]*"|'[^']*')|(?P<before>[\[{,])\s*(?:,\s*)+""")
"""A comma with nothing before it within brackets."""


def _without_item(found: re.Match[str]) -> str:
    return found["quoted"] or f"{found['before']}{' ' if found['before'] == ',' else ''}"


def _repairs(lines: list[str], line: int, fault: _Fault) -> Iterator[_Repair]:
    """Likely repairs of a line, likeliest first."""
    text = lines[line].rstrip()
    if text.strip() in ("---", "..."):
        yield _Repair("#" * len(text), say("一个文件里只能有一份内容，不能用“---”“...”分开"))
        return
    if line == fault.began:
        yield from _closed(text, fault)
    item = _ITEM.match(text)
    if item and _NUMBER.fullmatch(item["value"]):
        yield _Repair(f"{item['head']}{item['value']}", say("这里不能用“- ”；是负数，“-”后面不空格"))
    elif item:
        yield _Repair(f"{item['head']}[{item['value']}]", say("这里不能用“- ”"))
    if "flow" in fault.words:
        yield _Repair(_NO_ITEM.sub(_without_item, text), say("括号里有一项是空的"))
    separated = _SEPARATED.match(text)
    if separated and ": " not in text:
        yield _Repair(f"{separated['head']}: {separated['value']}", say("“{sign}”不能代替冒号", sign=separated["sign"]))
    unseparated = _UNSEPARATED.match(text)
    if unseparated:
        yield _Repair(f"{unseparated['head']}: {unseparated['value']}", say("“{name}”后面缺少“: ”", name=unseparated["head"].strip()))
    yield from (_Repair(quoted) for quoted in _quoted(text))
    if _is_item_of(lines, line):
        indent = len(text) - len(text.lstrip())
        yield _Repair(f"{text[:indent]}- {text[indent:]}", say("这一条前面缺“- ”"))
    yield from _indented(lines, line)
    if not text.endswith(":") and ": " not in text:
        yield _Repair(f"{text}:", say("这一行缺少“: ”"))


def _closed(text: str, fault: _Fault) -> Iterator[_Repair]:
    """The line where a quote or a bracket was opened, with its end."""
    if "quoted scalar" in fault.words:
        yield from (_Repair(f"{text}{quote}", say("引号没有收尾")) for quote in ("\"'" if '"' in text else "'\""))
    if "flow" in fault.words:
        if (whole := _with_sign_quoted(text)) is not None:
            yield _Repair(whole, say("括号里“#”后面的字当作旁注了"))
        sentence = say("方括号没有收尾") if "sequence" in fault.words else say("花括号没有收尾")
        yield from (_Repair(_before_note(text, close), sentence) for close in ("]", "}", "}]", "]}"))


def _with_sign_quoted(text: str) -> str | None:
    """The line with the item in quotes in which a `` #`` hides the rest, its bracket among it; None where no bracket is hidden."""
    sign = text.find(" #")
    ends = [at for end in ",]}" if (at := text.find(end, sign)) >= 0]
    if sign < 0 or not any(end in text[sign:] for end in "]}"):
        return None
    start = max(text.rfind(mark, 0, sign) + len(mark) for mark in ("[", "{", ",", ": "))
    piece = text[start : min(ends)]
    if '"' in piece or "\\" in piece or not piece.strip():
        return None
    blank = piece[: len(piece) - len(piece.lstrip())]
    return f'{text[:start]}{blank}"{piece.strip()}"{text[min(ends) :]}'


def _before_note(text: str, close: str) -> str:
    at = text.find(" #")
    return f"{text}{close}" if at < 0 else f"{text[:at].rstrip()}{close}{text[at:]}"


def _quoted(text: str) -> Iterator[str]:
    """The value, or the item, in quotes."""
    found = _VALUE.match(text)
    if not found:
        return
    value = found["value"]
    single = "'" + value.replace("'", "''") + "'"
    double = '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    for whole in (single, double) if '"' in value else (double, single):
        yield f"{found['head']}{whole}{found['note'] or ''}"


def _is_item_of(lines: list[str], line: int) -> bool:
    """Whether the line before is an item of a list at the same column, and this one has neither dash nor colon."""
    before = lines[line - 1] if line else ""
    indent = len(lines[line]) - len(lines[line].lstrip())
    return before[indent:].startswith("- ") and not before[:indent].strip() and ": " not in lines[line]


def _indented(lines: list[str], line: int) -> Iterator[_Repair]:
    """The line moved to one of the columns at which lines before it begin, nearest first."""
    here = len(lines[line]) - len(lines[line].lstrip())
    levels = dict.fromkeys(level for before in lines[max(0, line - 60) : line] if _says(before) for level in _levels(before))
    for level in sorted(levels, key=lambda level: (abs(level - here), -level)):
        sentence = say("缩进不对：左边空了 {width} 格，与上面的没有对齐", width=here)
        yield _Repair(" " * level + lines[line].strip(), sentence, level)


def _levels(line: str) -> Iterator[int]:
    """The columns at which a line's dash and what follows it begin."""
    indent = len(line) - len(line.lstrip())
    yield indent
    rest = line[indent:]
    while rest.startswith("- "):
        inner = len(rest) - len(rest[2:].lstrip())
        indent, rest = indent + inner, rest[inner:]
        yield indent


def _smallest(old: str, new: str, start: int) -> Replacement:
    """The change that makes one line the other, ends that are equal left alone."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return start + head, start + len(old) - tail, new[head : len(new) - tail]


_WORDS = (
    ("mapping values are not allowed", say("值里有“: ”，没有加引号"), say("值里有冒号时，把整个值用英文引号括起来；同一层的各行左边要对齐")),
    ("could not find expected ':'", say("这一行缺少“: ”"), say("写成“名称: 值”，冒号用英文，后面空一格")),
    ("did not find expected '-' indicator", say("缩进不对：这一行与上面的各条没有对齐"), say("同一层的“-”要左右对齐")),
    ("block sequence entries are not allowed", say("这里不能用“- ”"), say("“- ”要另起一行，并比上一级多缩进两格")),
    ("found unexpected end of stream", say("引号没有收尾"), say("补上结尾的引号")),
    ("did not find expected ',' or ']'", say("方括号里的名单没有写完"), say("各项用英文逗号隔开，最后用“]”收尾")),
    ("did not find expected ',' or '}'", say("花括号里的内容没有写完"), say("各项用英文逗号隔开，最后用“}}”收尾")),
    ("flow", say("括号里的内容没有写完"), say("各项用英文逗号隔开，最后用括号收尾")),
    ("found character that cannot start", say("这个符号不能放在值的最前面"), say("把整个值用英文引号括起来")),
    ("found unknown escape", say("双引号里的“\\”不能这样用"), say("改用单引号，或写成“\\\\”")),
    ("found duplicate anchor", say("不能用“&”做记号"), say("把整个值用英文引号括起来")),
    ("expected a single document", say("一个文件里只能有一份内容，不能用“---”分开"), say("删去“---”这一行")),
    ("did not find expected alphabetic", say("“&”“*”不能放在值的最前面"), say("把整个值用英文引号括起来")),
)
_MISPLACED = (say("缩进不对：这一行与上面的没有对齐"), say("同一层的各行左边要对齐"))
_UNREADABLE = (say("这一行的写法读不懂"), say("检查缩进、冒号（英文加空格）和引号是否成对"))
_TRAILING = (say("引号或括号后面还有别的字"), say("把整个值用英文引号括起来"))


def _told(place: TextPlace, fault: _Fault, repair: _Repair | None, work: _Work) -> Problem:
    """The fault at its place, with the line as it should be where that could be found."""
    sentence, hint = _sentence(fault, work)
    if repair is not None:
        sentence = repair.sentence or sentence
        shown = repair.line.translate(STAND_INS).strip()
        if _is_deleted(repair):
            hint = say("删去这一行：{line}", line=in_short(place.excerpt))
        elif repair.width is not None:
            hint = say("左边空 {width} 格：{line}", width=repair.width, line=shown)
        else:
            hint = say("改成：{line}", line=shown)
    return Problem(Y08, sentence, place=place, hint=hint)


def _is_deleted(repair: _Repair) -> bool:
    return not repair.line.strip().strip("#")


def _sentence(fault: _Fault, work: _Work) -> tuple[Message, Message]:
    if "did not find expected key" in fault.words or "did not find expected <document start>" in fault.words:
        line = work.before[fault.line] if fault.line < len(work.before) else ""
        return _MISPLACED if fault.column <= len(line) - len(line.lstrip()) else _TRAILING
    for words, sentence, hint in _WORDS:
        if words in fault.words:
            return sentence, hint
    return _UNREADABLE
