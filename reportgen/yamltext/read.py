"""A YAML file → its located tree, and everything wrong with how it is written.

Knows nothing of the tree's meaning.  PyYAML's composer gives nodes with places and is asked for nothing else: no
constructor runs, so nothing is typed and no tag can do anything.  What clerks type by habit is found first, line by
line, and mended in a copy, so that one mistake does not hide the others.
"""

from __future__ import annotations

import gc
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

import yaml

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem
from reportgen.regex import regex
from reportgen.storage import read_regular
from reportgen.yamltext.aliases import Y09, aliases_told
from reportgen.yamltext.compose import Composed, composed
from reportgen.yamltext.file import MAX_BYTES, Y01, Y02
from reportgen.yamltext.nodes import Document, Entry, MappingNode, Node, Scalar, SequenceNode, SourceText, in_short
from reportgen.yamltext.traps import STAND_INS, Repaired, mend
from reportgen.yamltext.unseen import escaped_sign, hidden_signs

if TYPE_CHECKING:
    from reportgen.problem import Repair

Y03 = Code("Y03", "文件的编码不是 UTF-8，已按认出的编码读取", "记事本按“ANSI”保存", "另存为，编码选 UTF-8")
Y04 = Code("Y04", "文件的编码认不出来", "（乱码）", "用记事本打开，另存为，编码选 UTF-8")
Y05 = Code("Y05", "有看不见的控制字符", "从别的软件粘贴来的方块", "删去这个字符")
Y06 = Code("Y06", "层次或括号套得太深", "[[[[……]]]]", "最多 40 层")
Y07 = Code("Y07", "有不能出现的字符", "（乱码）", "用记事本另存为 UTF-8")
Y10 = Code("Y10", "名称不是一个词", "? [甲, 乙]", "甲: 值")
Y11 = Code("Y11", "同一个名称写了两次", "税: 1，后面又有 税: 2", "删去一处，或改正名称")
Y12 = Code("Y12", "用了“!”开头的标记", "甲: !!str 1", '甲: "!!str 1"')

_REMEMBERED = 300_000
"""Characters of a text that is remembered once it is read; a year has a tenth of them."""
MAX_DEPTH = 40
"""Deepest nesting that is read."""


def read(path: Path, shown_as: str | None = None) -> tuple[Document, tuple[Problem, ...]]:
    """Reads a file in UTF-8 or, as Notepad's “ANSI” writes it, GB18030."""
    name = shown_as or path.name
    try:
        return read_bytes(read_regular(path, MAX_BYTES), name)
    except OSError as error:
        missing = isinstance(error, FileNotFoundError)
        message = say("没有这个文件：{file}", file=name) if missing else say("打不开这个文件：{file}", file=name)
        return Document(None, "", name), (Problem(Y01, message, hint=say("请核对文件名和位置")),)


def read_bytes(data: bytes, name: str) -> tuple[Document, tuple[Problem, ...]]:
    """The same of a file's content."""
    if len(data) > MAX_BYTES:
        return _too_large(name)
    if data.startswith(_PACKAGES):
        return _package(name)
    text, encoding, problems = decoded(data, name)
    document, found = parse(text, name)
    return Document(document.root, document.text, name, encoding), (*problems, *found)


def _too_large(name: str) -> tuple[Document, tuple[Problem, ...]]:
    problem = Problem(Y02, say("{file} 太大（上限 12 MB）", file=name), hint=say("一年的数据不会这么大，请核对文件"))
    return Document(None, "", name), (problem,)


_PACKAGES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How the files of Excel and Word begin, the new and the old ones."""


def _package(name: str) -> tuple[Document, tuple[Problem, ...]]:
    """A file of Excel or Word, whatever it is named: saved from Notepad, as other unreadable files may be, it would be lost."""
    hint = say("不要用记事本打开再存，存了就坏了；把内容写进 .yaml 文件，一行一项“名称: 值”；一行出一份的清单，用 reportgen 批量 --清单")
    return Document(None, "", name), (Problem(Y04, say("{file} 是 Excel、Word 一类的文件，不是文本", file=name), hint=hint),)


def parse(text: str, file: str) -> tuple[Document, tuple[Problem, ...]]:
    """Reads a text; the tree is what could be read, with the rest told as problems."""
    with _collector_paused():
        return _parsed(text, file)[:2] if len(text) > _REMEMBERED else _LAST_READ.read(text, file)[:2]


def parse_near(text: str, known: Document) -> tuple[Document, tuple[Problem, ...]]:
    """``parse`` of a text like a ``known`` one, for somebody who asks only what it says and on which lines: what stands on lines
    that are as they were are the very nodes of the known tree, with their older offsets.  No edit may be made by it."""
    with _collector_paused():
        return _LAST_READ.near(text, known)[:2] if len(text) <= _REMEMBERED else _parsed(text, known.file)[:2]


@contextmanager
def _collector_paused() -> Iterator[None]:
    """A tree has no cycles; looking for some while it grows is two thirds of the time that a large file takes."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


TextRead = tuple[Document, tuple[Problem, ...], bool]
"""A text that was read: its tree, what is wrong with it, and whether nothing was mended to read it."""


def _plain(read: TextRead) -> Document | None:
    """The tree of a text without any problem."""
    tree, problems, as_it_is = read
    return tree if as_it_is and not problems else None


def _parsed(text: str, file: str) -> TextRead:
    source = SourceText.of(file, text)
    refused = _forbidden(source)
    if refused:
        return Document(None, text, file), (refused,), False
    mended = mend(source)
    root, repaired, faults = _composed(source, mended)
    problems = [*hidden_signs(source), *aliases_told(mended.problems), *faults]
    tree = _Converter(source, repaired, problems).convert(root, 0) if root is not None else None
    return Document(tree, text, file), tuple(problems), mended.text == text and repaired is mended


class _LastRead:
    """The texts that were read last.  One that is being worked on is asked for again and again: when a change is made, when it is
    read back, when a draft is made of it; and the next is mostly the same but for a line.  What is read is never changed, so that
    all may have the same tree."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: dict[tuple[str, str], TextRead] = {}
        self._near: tuple[str, Node | None, TextRead] | None = None
        self._lock = Lock()

    def read(self, text: str, file: str) -> TextRead:
        """A text, once; of one like another only what is another."""
        with self._lock:
            held = list(self._held.items())
        found = next((read for key, read in held if key == (text, file)), None) or self._read_again(text, file, held)
        found = found or _parsed(text, file)
        with self._lock:
            self._held.pop((text, file), None)
            self._held[text, file] = found
            for key in list(self._held)[: -self._most]:
                del self._held[key]
        return found

    def near(self, text: str, known: Document) -> TextRead:
        """A text like a known one, with all nodes of that but those of a line; or whole, where that cannot be."""
        last = self._near
        if last is not None and last[1] is known.root and last[0] == text:
            return last[2]
        plain = Document(known.root, known.text, known.file) if _plain(self.read(known.text, known.file)) else None
        made = _again(text, known.file, plain, shared=True) if plain is not None else None
        found: TextRead = (made, (), True) if made is not None else self.read(text, known.file)
        self._near = text, known.root, found
        return found

    def _read_again(self, text: str, file: str, held: list[tuple[tuple[str, str], TextRead]]) -> TextRead | None:
        for (_, name), read in reversed(held):
            plain = _plain(read) if name == file else None
            made = _again(text, file, plain) if plain is not None else None
            if made is not None:
                return made, (), True
        return None


def _again(text: str, file: str, known: Document, *, shared: bool = False) -> Document | None:
    from reportgen.yamltext.one_line import read_again  # here: only of a file that was read before and is another now

    return read_again(text, file, known, _read_plain, shared=shared)


def _read_plain(text: str, file: str) -> Document | None:
    return _plain(_parsed(text, file))


_LAST_READ = _LastRead(8)


def decoded(data: bytes, name: str) -> tuple[str, str, list[Problem]]:
    """A file's text, the encoding it was read in, and what is to be said of that."""
    if data.startswith(b"\xef\xbb\xbf"):
        return data[3:].decode("utf-8", "replace"), "utf-8-sig", []
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        note = Problem(Y03, say("{file} 是 UTF-16 编码，已按此读取", file=name), Grade.NOTE, hint=say("另存为 UTF-8 更稳妥"))
        return data.decode("utf-16", "replace"), "utf-16", [note]
    try:
        return data.decode("utf-8"), "utf-8", []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        fault = Problem(Y04, say("{file} 的编码认不出来", file=name), hint=say("用记事本打开，另存为，编码选 UTF-8"))
        return data.decode("utf-8", "replace"), "utf-8", [fault]
    note = Problem(Y03, say("{file} 是 GBK 编码，已按此读取", file=name), Grade.NOTE, hint=say("另存为 UTF-8 更稳妥"))
    return text, "gb18030", [note]


_CONTROL = regex("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_BRACKET = regex(r"[\[{\]}]")
_NESTED = regex(r"^\s*(?:[-?:][ \t]+)+", re.M)
"""What nests by itself at the beginning of a line: ``- - - ``, ``? - ? ``."""


def _control(text: str) -> int:
    """Where the first control character, lone surrogate or U+FFFE, U+FFFF stands; −1 for nowhere.

    Not one pattern: a set that reaches beyond ASCII takes half a millisecond to compile.
    """
    found = _CONTROL.search(text)
    at = [found.start()] if found else []
    at += [place for sign in "\ufffe\uffff" if (place := text.find(sign)) >= 0]
    try:
        text.encode()
    except UnicodeEncodeError as error:
        at.append(error.start)
    return min(at, default=-1)


def _forbidden(source: SourceText) -> Problem | None:
    """Control characters, and nesting so deep that no clerk wrote it."""
    control = _control(source.text)
    if control >= 0:
        message = say("这里有看不见的控制字符（U+{code_point}）", code_point=format(ord(source.text[control]), "04X"))
        return Problem(Y05, message, place=source.place(control), hint=say("删去这个字符"))
    depth = deepest = at = 0
    for bracket in _BRACKET.finditer(source.text):
        depth = depth + 1 if bracket[0] in "[{" else max(0, depth - 1)
        if depth > deepest:
            deepest, at = depth, bracket.start()
    for lead in _NESTED.finditer(source.text):
        signs = sum(lead[0].count(sign) for sign in "-?:")
        if signs > deepest:
            deepest, at = signs, lead.start()
    block, first = _deepest_block(source.text)
    if block > deepest:
        deepest, at = block, first
    if deepest > MAX_DEPTH:
        return Problem(Y06, say("括号或层次套得太深"), place=source.place(at), hint=say("最多 {count} 层", count=MAX_DEPTH))
    return None


def _deepest_block(text: str) -> tuple[int, int]:
    """How many lines stand one within another by their indentation, and where the first of them is that is too many: told
    here once, since the parser gives up at a thousand, line after line."""
    levels: list[int] = []
    at = 0
    for line in text.split("\n"):
        plain = line.lstrip(" ")
        if plain and plain[0] not in "#\r":
            indent = len(line) - len(plain)
            while levels and levels[-1] >= indent:
                levels.pop()
            levels.append(indent)
            if len(levels) > MAX_DEPTH + 1:
                return len(levels), at + indent
        at += len(line) + 1
    return 0, 0


def _composed(source: SourceText, mended: Repaired) -> Composed:
    """PyYAML's node tree, lines that it cannot read repaired or left out."""
    try:
        try:
            return composed(mended.text), mended, ()
        except yaml.MarkedYAMLError:
            from reportgen.yamltext.recovery import recover  # only where YAML cannot be read

            return recover(source, mended)
    except yaml.YAMLError:
        return None, mended, (Problem(Y07, say("文件里有不能出现的字符"), hint=say("用记事本另存为 UTF-8")),)
    except RecursionError:
        return None, mended, (Problem(Y06, say("层次套得太深"), hint=say("最多 {count} 层", count=MAX_DEPTH)),)


_PLAIN_TAGS = frozenset(f"tag:yaml.org,2002:{kind}" for kind in ("str", "map", "seq"))
"""What nearly all nodes are, where nobody wrote a mark of his own."""


class _Converter:
    """PyYAML's nodes → ours; equal keys, merge keys, anchors and tags are told on the way."""

    def __init__(self, source: SourceText, repaired: Repaired, problems: list[Problem]) -> None:
        self.source = source
        self.repaired = repaired
        self.problems = problems
        self.unchanged = repaired.text is source.text
        self.seen: set[int] = set()

    def convert(self, node: Any, depth: int) -> Node:
        start, end = self._span(node)
        if depth > MAX_DEPTH or (id(node) in self.seen and not isinstance(node, yaml.ScalarNode)):
            message = say("层次套得太深") if depth > MAX_DEPTH else say("不能用“&”“*”引用别处的内容")
            self._tell(Y06 if depth > MAX_DEPTH else Y09, message, start, say("把内容直接写在这里"))
            return Scalar("", "", "", start, start, self.source)
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self._check_tag(node, start)
        if isinstance(node, yaml.MappingNode):
            return MappingNode(tuple(self._entries(node, depth)), start, end, self.source)
        if isinstance(node, yaml.SequenceNode):
            return SequenceNode(tuple(self.convert(item, depth + 1) for item in node.value), start, end, self.source)
        return self._scalar(node, start, end)

    def _entries(self, node: Any, depth: int) -> list[Entry]:
        entries: list[Entry] = []
        first: dict[str, Scalar] = {}
        for key, value in node.value:
            name = self.convert(key, depth + 1)
            if not isinstance(name, Scalar):
                self._tell(
                    Y10, say("名称只能是一个词，不能是一组内容"), name.start, say("写成“名称: 值”；值里的花括号要加引号")
                )
                continue
            if name.text == "<<":
                self._tell(Y09, say("不能用“<<”合并别处的内容"), name.start, say("把内容直接写在这里"))
                continue
            if name.text in first:
                also, place = first[name.text].place(), name.place()
                alone = not place.excerpt[: place.column - 1].strip(" -") and isinstance(value, yaml.ScalarNode)
                hint = say("两处只留一处，例如删去这一行：{line}", line=in_short(place.excerpt))
                if not alone:
                    hint = say("两处只留一处：删去一个“{name}”，连同它的值；别的不要动", name=name.text)
                self.problems.append(
                    Problem(
                        Y11, say("“{name}”写了两次，第一次在第{line}行", name=name.text, line=also.line), place=place, hint=hint, also=(also,),
                    )
                )  # fmt: skip
                continue
            first[name.text] = name
            entries.append(Entry(name, self.convert(value, depth + 1)))
        return entries

    def _scalar(self, node: Any, start: int, end: int) -> Scalar:
        style = node.style or ""
        text = node.value if self.unchanged else node.value.translate(STAND_INS)
        raw = self.source.text[start:end]
        if not style and not text:
            end, raw = start, ""
        scalar = Scalar(text, raw, style, start, end, self.source)
        if style == '"' and (hidden := escaped_sign(scalar)):
            self.problems.append(hidden)
        return scalar

    def _check_tag(self, node: Any, start: int) -> None:
        if not node.tag.startswith("tag:yaml.org,2002:") or "python" in node.tag or node.tag.endswith(":binary"):
            place = self.source.place(start)
            line = place.excerpt
            fixed = f'{line[: place.column - 1]}"{line[place.column - 1 :].strip()}"'
            hint = say("当作文字就改成：{line}", line=fixed.strip())
            self._tell(Y12, say("不能用“!”开头的标记"), start, hint, place.mended(fixed))

    def _span(self, node: Any) -> tuple[int, int]:
        if self.unchanged:
            return node.start_mark.index, node.end_mark.index
        return self.repaired.original(node.start_mark.index), self.repaired.original(node.end_mark.index)

    def _tell(self, code: Code, message: Message, offset: int, hint: Message, repair: Repair | None = None) -> None:
        self.problems.append(Problem(code, message, place=self.source.place(offset), hint=hint, repair=repair))
