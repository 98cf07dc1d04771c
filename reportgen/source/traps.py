"""The text of a YAML file → what clerks type by habit, told, and a copy in which it is mended so that the rest can be
read.

Knows lines and characters only.  Mending keeps a map back to the original text, so every place stays true.  What can
only be meant one way (``*`` for a redacted value, a leading ``@`` or ``%``) is understood and said so; what may hide
a mistake (a full-width colon) is an error.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.problem import Grade, Problem
from reportgen.source.nodes import SourceText

_PRIVATE = {"*": "\ue700", "@": "\ue701", "%": "\ue702", "`": "\ue703", "&": "\ue705"}
STAND_INS = {ord(private): char for char, private in _PRIVATE.items()}
"""Private characters that stand for signs which YAML would not take at the beginning of a value."""

_KEY = r"[^\s\-?:,\[\]{}#&*!|>'\"%@`：“”。；，【】][^:：#'\"，。；【】]{0,40}?"
_FULL_COLON = re.compile(rf"^(?P<lead>\s*(?:- +)*)(?P<key>{_KEY})[ \u3000]*：[ \u3000]*(?P<value>.*)$")
_NO_SPACE = re.compile(rf"^(?P<lead>\s*(?:- +)*)(?P<key>{_KEY}):(?P<value>[^\s:/\\].*)$")
_BLOCK = re.compile(r"(?:^|[:\-]\s+)[|>][+-]?\d?\s*(?:#.*)?$")
_LEAD = re.compile(r"^\s*(?:- +)*")
_KEYED = re.compile(r"^[^'\"\[{#][^#]*?:(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """The mended text, its problems, and the way back to offsets of the original."""

    text: str
    problems: tuple[Problem, ...]
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)

    def original(self, offset: int) -> int:
        """The offset in the original text of an offset in the mended one."""
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]


def mend(source: SourceText) -> Repaired:
    """Finds and mends the habits, line by line; lines of block texts and of quoted texts over several lines are left
    alone."""
    problems: list[Problem] = []
    changes: list[_Change] = []
    start = 0
    skip = _Skipper()
    for line in source.lines:
        if not skip.passes(line):
            for problem, change in _habits(source, line.rstrip("\r"), start):
                problems += [problem] if problem else []
                changes.append(change)
        start += len(line) + 1
    return _applied(source.text, changes, tuple(problems))


class _Skipper:
    """Follows block texts (``|``, ``>``) and quotes over several lines."""

    def __init__(self) -> None:
        self.block = -1
        self.quote = ""

    def passes(self, line: str) -> bool:
        """Whether a line is inside a text, so that its signs are just signs."""
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        if self.block >= 0:
            if not bare or indent > self.block:
                return True
            self.block = -1
        if self.quote:
            self.quote = _open_quote(line, self.quote)
            return True
        if not bare or bare.startswith("#"):
            return True
        if _BLOCK.search(line):
            self.block = indent
        self.quote = _open_quote(line, "")
        return bool(self.quote)


def _open_quote(line: str, quote: str) -> str:
    """The quote that is still open at the end of a line."""
    at = 0
    while at < len(line):
        char = line[at]
        if quote == '"' and char == "\\":
            at += 1
        elif quote and char == quote:
            quote = ""
        elif not quote and char in "'\"" and _begins_value(line, at):
            quote = char
        elif not quote and char == "#" and line[at - 1 : at] in ("", " "):
            break
        at += 1
    return quote


def _begins_value(line: str, at: int) -> bool:
    before = line[:at].rstrip(" ")
    return not before or (before[-1] in "-:,[{" and (line[at - 1] == " " or before[-1] in "[{"))


def _habits(source: SourceText, line: str, start: int) -> Iterator[tuple[Problem | None, _Change]]:
    tabs = len(line) - len(line.lstrip(" \t"))
    if "\t" in line[:tabs]:
        at = line.index("\t")
        fixed = line[:tabs].replace("\t", "  ") + line[tabs:]
        problem = Problem(
            "Y13", "缩进用了制表符（Tab 键）", place=source.place(start + at), hint=f"改用空格：{fixed.strip()}"
        )
        yield problem, _Change(start, start + tabs, line[:tabs].replace("\t", "  "))
    colon = _colon(source, line, start)
    if colon:
        yield colon
        return
    cut = _cut_off(line)
    if cut:
        place = source.place(start + cut)
        message = f"“{line[cut:].strip()[:20]}”在“#”后面，当作旁注，没有读进句子"
        hint = "是句子的一部分，就把整句用英文引号括起来；是旁注，就写到上一行"
        yield Problem("Y19", message, Grade.WARNING, place, hint), _Change(start + cut, start + cut, "")
    for at in _value_starts(line):
        if line[at : at + 1] in ("*", "@", "%", "`", "&"):
            yield _sign(source, line, start, at)


def _colon(source: SourceText, line: str, start: int) -> tuple[Problem, _Change] | None:
    full = _FULL_COLON.match(line)
    if full and not _is_prose(full):
        key, value = full["key"].strip(), full["value"].strip()
        at, end = full.end("key"), full.start("value")
        problem = Problem(
            "Y14", f"“{line.strip()}”用了中文冒号“：”", place=source.place(start + line.index("：", at)),
            hint=f"改成英文冒号加空格：{key}: {value}".rstrip(),
        )  # fmt: skip
        return problem, _Change(start + at, start + end, ": ")
    tight = _NO_SPACE.match(line)
    if tight and not _is_prose(tight) and ": " not in line and not line.rstrip().endswith(":"):
        key, value = tight["key"].strip(), tight["value"].strip()
        problem = Problem(
            "Y15",
            f"“{line.strip()}”的冒号后面缺一个空格",
            place=source.place(start + tight.end("key")),
            hint=f"改成：{key}: {value}",
        )
        return problem, _Change(start + tight.start("value"), start + tight.start("value"), " ")
    return None


def _is_prose(match: re.Match[str]) -> bool:
    """A sentence in a list (``- 街道在*市：做到…``) is prose, not a key with a value; a short value without 。 is a figure."""
    listed = "-" in match["lead"]
    return listed and (
        len(match["value"]) > 24 or "。" in match["value"] or "，" in match["value"] or not match["value"].strip()
    )


def _sign(source: SourceText, line: str, start: int, at: int) -> tuple[Problem | None, _Change]:
    char = line[at]
    change = _Change(start + at, start + at + 1, _PRIVATE[char])
    value = line[at:].split(" #")[0].rstrip(" ,]}")
    meaning = "已读作“脱敏”" if value == "*" else "已当作文字读取"
    hint = f'写成 "{value}" 更稳妥' if len(value) < 20 else "用英文引号括起来更稳妥"
    return Problem("Y16", f"“{char}”没有加引号，{meaning}", Grade.NOTE, source.place(start + at), hint), change


_ENDED = frozenset("。！？；：，、”）》】…")


def _cut_off(line: str) -> int:
    """Where a ``#`` cuts a sentence short: a long plain text before it that has not come to an end; 0 for none."""
    at = line.find(" #")
    lead = _LEAD.match(line)
    begin = lead.end() if lead else 0
    keyed = _KEYED.match(line[begin:])
    begin += keyed.end() if keyed else 0
    text = line[begin:at].strip() if at > begin else ""
    wide = sum(1 for char in text if "\u4e00" <= char <= "\u9fff")
    if wide < 8 or text[0] in "'\"[{|>#" or text[-1] in _ENDED or text[-1] in "'\"]}":
        return 0
    return at + 1


def _value_starts(line: str) -> Iterator[int]:
    """Where plain values begin on a line: after the dashes, after a key, and after commas and brackets of a flow."""
    lead = _LEAD.match(line)
    at = lead.end() if lead else 0
    yield at
    keyed = _KEYED.match(line[at:])
    if keyed and keyed.end() < len(line) - at:
        at += keyed.end()
        yield at
    if line[at : at + 1] in ("[", "{"):
        yield from _flow_starts(line, at)


def _flow_starts(line: str, at: int) -> Iterator[int]:
    quote = ""
    for place in range(at, len(line)):
        char = line[place]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char in "[{,:" and place + 1 < len(line):
            following = place + 1
            while following < len(line) and line[following] == " ":
                following += 1
            if char != ":" or following > place + 1:
                yield following


def _applied(text: str, changes: list[_Change], problems: tuple[Problem, ...]) -> Repaired:
    if not changes:
        return Repaired(text, problems)
    out: list[str] = []
    starts, shifts = [0], [0]
    at = length = 0
    for change in sorted(dict.fromkeys(changes), key=lambda item: item.start):
        if change.start < at:
            continue
        out += (text[at : change.start], change.text)
        length += change.start - at + len(change.text)
        at = change.end
        starts.append(length)
        shifts.append(at - length)
    out.append(text[at:])
    return Repaired("".join(out), problems, tuple(starts), tuple(shifts))
