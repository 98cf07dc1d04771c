"""The text of a YAML file → what clerks type by habit, told, and a copy in which it is mended so that the rest can be read.

Knows lines and characters only, not what they mean.  Mending keeps a map back to the original text, so every place stays true.
What can only be meant one way (``*`` for a redacted value, a leading ``@`` or ``%``) is understood and said so; what may hide a
mistake (a full-width colon) is an error.  ``keyed`` tells the key and the value that a line may be meant as, whatever colon
stands between: by hand and not by a pattern, since it is asked of every line, and a pattern with so many signs takes longer to
compile than a whole file takes to be searched.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from reportgen.message import Message, say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.regex import regex
from reportgen.value_object import ValueObject
from reportgen.yamltext.nodes import SourceText

Y13 = Code("Y13", "缩进用了制表符或全角空格", "（Tab）税: 1", "（两个空格）税: 1")
Y14 = Code("Y14", "用了中文冒号", "罚款金额：12.5", "罚款金额: 12.5")
Y15 = Code("Y15", "冒号后面缺空格", "罚款金额:12.5", "罚款金额: 12.5")
Y16 = Code("Y16", "值以特殊符号开头而没有加引号，已按文字读取", "罚款金额: *", '罚款金额: "*"')
Y19 = Code("Y19", "“#”后面的字当作旁注，没有读进句子", "- 完成城西片区 #3 地块征迁。", '- "完成城西片区 #3 地块征迁。"')
Y20 = Code("Y20", "名单、注记的括号里用了中文标点或千分位逗号", "企业: [甲厂，乙厂]", "企业: [甲厂, 乙厂]")
Y21 = Code("Y21", "一条的开头不是“- ”", "-加快转型。", "- 加快转型。")

_PRIVATE = {"*": "\ue700", "@": "\ue701", "%": "\ue702", "`": "\ue703", "&": "\ue705"}
_SIGNS = frozenset(_PRIVATE)
STAND_INS = {ord(private): char for char, private in _PRIVATE.items()}
"""Private characters that stand for signs which YAML would not take at the beginning of a value."""

_DASHES = frozenset("-–—·•●－")
_NO_DASH_SPACE = regex(
    r"^(?P<lead>\s*)(?:-(?=[\u3000\u4e00-\u9fff“【《])\u3000?|[–—·•●－]\s*(?=[\u4e00-\u9fff“【《]))"
)
_BRACE = regex(r"[:\-]\s+[\[{]")
_FLOW_SIGNS = {
    "[": regex(r"[，、；]\s*"),
    "{": regex(
        r"[，、；]\s*(?=[^\W\d_a-zA-Z]{1,6}\s*[:：])|(?<=\d),(?=\d{3}(?!\d))"
        r"|(?<=[{,，、；])\s*[^\W\d_a-zA-Z]{1,12}\s*(?:：|:(?=\S))\s*"
    ),
}
"""What is no separator of YAML's, between brackets of a list and of notes."""
_SUSPECT = regex(r",\d|:\S")
"""Without any of these, or a Chinese sign, there is none of them."""
_SUSPICIOUS = regex(r"：|[\[{*@%`&]| #|:(?!\s|$)|^\s*(?:-(?! )|–|—|·|•|●|－)")
"""Without any of these, and indented with blanks, a line has no such habit: most lines."""
_LONGEST_NAME = 14
_COMMAS = (Y20, say("括号里的各项要用英文逗号隔开"))
_FLOW_FAULTS = {
    "，": _COMMAS, "、": _COMMAS, "；": _COMMAS, ",": (Y20, say("花括号里的数不能带千分位逗号，会从逗号断开")),
    "：": (Y14, say("用了中文冒号“：”")), ":": (Y15, say("冒号后面缺一个空格")),
}  # fmt: skip
_QUOTES = {"'": "'", '"': '"', "“": "”", "《": "》", "（": "）", "【": "】"}
_BLOCK = regex(r"(?:^|[:\-]\s+)[|>][+-]?\d?\s*(?:#.*)?$")
_KEYED = regex(r"^[^'\"\[{#][^#]*?:(?:\s+|$)")


Replacement = tuple[int, int, str]
"""A stretch of the text that is read as something else: its beginning, its end, what it is read as."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Repaired(ValueObject):
    """The mended text, its problems, and the way back to offsets of the original, through the mending ``before`` it."""

    text: str
    problems: tuple[Problem, ...]
    starts: tuple[int, ...] = (0,)
    shifts: tuple[int, ...] = (0,)
    before: Repaired | None = None

    def original(self, offset: int) -> int:
        """The offset in the original text of an offset in the mended one."""
        if self.before is not None and self.before.before is not None:
            return self.before.original(self._own(offset))
        return self._own(offset)

    def _own(self, offset: int) -> int:
        """Within what was put in, never beyond what it was put in for: that can be longer than the original."""
        if len(self.starts) == 1:
            return offset
        at = bisect_right(self.starts, offset)
        original = offset + self.shifts[at - 1]
        return min(original, self.starts[at] + self.shifts[at]) if at < len(self.starts) else original


def mend(source: SourceText) -> Repaired:
    """Finds and mends the habits, line by line; lines of block texts and of quoted texts over several lines are left
    alone."""
    problems: list[Problem] = []
    changes: list[Replacement] = []
    start = 0
    skip = _Skipper()
    columns = _Columns()
    uneven = "\t" in source.text or "\u3000" in source.text
    for line in source.lines:
        if not skip.passes(line) and (uneven or _SUSPICIOUS.search(line)):
            for problem, change in _habits(source, line.rstrip("\r"), start, columns):
                problems += [problem] if problem else []
                changes.append(change)
        start += len(line) + 1
    return applied(Repaired(source.text, tuple(problems)), changes)


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
        if ("|" in line or ">" in line) and _BLOCK.search(line):
            self.block = indent
        self.quote = _open_quote(line, "")
        return bool(self.quote)


class _Columns:
    """Follows the columns at which lines begin, and finds the one that a line indented with tabs is meant for."""

    def __init__(self) -> None:
        self.lead = ""
        self.width = 0
        self.inner = 0
        self.opens = False

    def column(self, line: str, lead: int) -> int:
        """The column a line begins at: its own; for tabs, below the line before where that ends with a colon, else
        beside it."""
        text = line[lead:].split(" #")[0].rstrip()
        width = lead
        if line[:lead].strip(" "):
            beside = self.width if text.startswith("-") or line[:lead] == self.lead else self.inner
            width = self.inner + 2 if self.opens and line[:lead] != self.lead else beside
        dash = len(text) - len(text[1:].lstrip()) if text.startswith("- ") else 0
        self.lead, self.width, self.inner = line[:lead], width, width + dash
        self.opens = text.endswith((":", "："))
        return width


def _open_quote(line: str, quote: str) -> str:
    """The quote that is still open at the end of a line."""
    if not quote and "'" not in line and '"' not in line:
        return ""
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
    last = at - 1  # not a slice: a line of a million quotes would take an hour
    while last >= 0 and line[last] == " ":
        last -= 1
    return last < 0 or (line[last] in "-:,[{" and (line[at - 1] == " " or line[last] in "[{"))


def _habits(
    source: SourceText, line: str, start: int, columns: _Columns
) -> Iterator[tuple[Problem | None, Replacement]]:
    lead = len(line) - len(line.lstrip(" \t\u3000"))
    wrong = re.search("[\t\u3000]", line[:lead]) if line[:lead].strip(" ") else None
    width = columns.column(line, lead)
    if wrong:
        yield _indent(source, line, start, width)
        line = " " * lead + line[lead:]
    colon = _colon(source, line, start)
    if colon:
        yield colon
        return
    cut = _cut_off(line)
    if cut:
        yield _cut_sentence(source, line, start, cut)
    first = line.lstrip()[:2]
    dash = _NO_DASH_SPACE.match(line) if first != "- " and first[:1] in _DASHES else None
    if dash:
        yield _dash(source, line, start, dash)
        return
    if ("[" in line or "{" in line) and _BRACE.search(line):
        yield from _flow_habits(source, line, start)
    told: set[str] = set()
    for at in () if _SIGNS.isdisjoint(line) else _value_starts(line):
        char = line[at : at + 1]
        if char in _SIGNS:
            change = (start + at, start + at + 1, _PRIVATE[char])
            yield (None if char in told else _sign(source, line, start, at)), change
            told.add(char)


def _indent(source: SourceText, line: str, start: int, width: int) -> tuple[Problem, Replacement]:
    """Tabs or wide blanks at the beginning of a line."""
    lead = len(line) - len(line.lstrip(" \t\u3000"))
    at = next(at for at, char in enumerate(line) if char in "\t\u3000")
    place = source.place(start + at)
    message = say("缩进用了制表符（Tab 键）") if line[at] == "\t" else say("缩进用了全角空格")
    hint = say("左边空 {width} 格：{line}", width=width, line=line.strip())
    problem = Problem(Y13, message, place=place, hint=hint, repair=place.mended(" " * width + line.strip()))
    return problem, (start, start + lead, " " * width)


def _cut_sentence(source: SourceText, line: str, start: int, cut: int) -> tuple[Problem, Replacement]:
    """A sentence that YAML takes the end of for a remark."""
    place = source.place(start + cut)
    message = say("“{remark}”在“#”后面，当作旁注，没有读进句子", remark=line[cut:].strip()[:20])
    dashes = LEAD.match(line)
    begin = dashes.end() if dashes else len(line) - len(line.lstrip())
    shown = f'{line[:begin].strip()} {_in_quotes(line[begin:])}'.strip()
    key = _KEYED.match(line[begin:])
    begin += key.end() if key else 0
    fixed = f"{line[:begin]}{_in_quotes(line[begin:])}"
    hint = say("是句子的一部分，就改成：{line}；是旁注，就写到上一行", line=shown)
    problem = Problem(Y19, message, Grade.WARNING, place, hint, repair=place.mended(fixed))
    return problem, (start + cut, start + cut, "")


def _in_quotes(text: str) -> str:
    escaped = text.strip().replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _dash(source: SourceText, line: str, start: int, dash: re.Match[str]) -> tuple[Problem, Replacement]:
    """An item that begins with another sign than ``- ``."""
    sign = dash.end("lead")
    place = source.place(start + sign)
    message = say("“-”后面缺一个空格") if line[sign] == "-" else say("“{sign}”不能当作一条的开头", sign=line[sign])
    fixed = f"{dash['lead']}- {line[dash.end() :].strip()}"
    problem = Problem(Y21, message, place=place, hint=say("改成：{line}", line=fixed.strip()), repair=place.mended(fixed))
    return problem, (start + sign, start + dash.end(), "- ")


def _colon(source: SourceText, line: str, start: int) -> tuple[Problem, Replacement] | None:
    full = keyed(line, "：") if "：" in line else None
    if full and not is_prose(line, full):
        _, end, value_at = full
        place = source.place(start + line.index("：", end))
        message = say("“{line}”用了中文冒号“：”", line=line.strip())
        fixed = f"{line[:end]}: {line[value_at:]}"
        return _respaced(Y14, message, place, line, full, fixed), (start + end, start + value_at, ": ")
    tight = keyed(line, ":") if ":" in line and ": " not in line and not line.rstrip().endswith(":") else None
    if tight and _begins_plainly(line[tight[2] :]) and not is_prose(line, tight):
        _, end, value_at = tight
        message = say("“{line}”的冒号后面缺一个空格", line=line.strip())
        place, fixed = source.place(start + end), f"{line[: end + 1]} {line[value_at:]}"
        return _respaced(Y15, message, place, line, tight, fixed), (start + end + 1, start + value_at, " ")
    return None


def _respaced(code: Code, message: Message, place: TextPlace, line: str, found: Keyed, fixed: str) -> Problem:
    begin, end, value_at = found
    shown = f"{line[:begin].strip()} {line[begin:end].strip()}: {line[value_at:].strip()}".strip()
    return Problem(code, message, place=place, hint=say("改成：{line}", line=shown), repair=place.mended(fixed.rstrip()))


def _begins_plainly(value: str) -> bool:
    """Whether what stands right behind a colon is a value, and not a blank or the rest of an address or a path."""
    return bool(value) and not value[0].isspace() and value[0] not in ":/\\"


def _flow_habits(source: SourceText, line: str, start: int) -> Iterator[tuple[Problem | None, Replacement]]:
    """Between the brackets of a list or of notes: Chinese commas and colons, colons without a blank, groups of three
    digits, which would end the value at the comma.  Each kind is told once a line."""
    if not any(_is_suspect(line, sign) for sign in "[{" if sign in line):
        return
    changes = []
    for begin, end, bracket in _flow_texts(line):
        if not _is_suspect(line[begin - 1 : end], bracket) or (bracket == "[" and not _is_names(line[begin:end])):
            continue
        for found in _FLOW_SIGNS[bracket].finditer(line, begin - 1, end):
            sign = found[0].rstrip()[-1]
            if sign == "、" and bracket == "[" and _is_row(line, begin, end):
                continue
            text = "" if sign == "," else ", " if sign in "，、；" else f"{found[0].rstrip()[:-1].rstrip()}: "
            changes.append((found, sign, (found.start(), found.end(), text)))
    fixed = applied(Repaired(line, ()), [change for _, _, change in changes]).text.rstrip()
    hint = say("改成：{line}", line=fixed.strip())
    told: set[str] = set()
    for found, sign, change in changes:
        code, message = _FLOW_FAULTS[sign]
        place = source.place(start + found.start() + len(found[0].rstrip()) - 1)
        moved = (start + change[0], start + change[1], change[2])
        problem = Problem(code, message, place=place, hint=hint, repair=place.mended(fixed))
        yield None if message in told else problem, moved
        told.add(message)


def _is_row(line: str, begin: int, end: int) -> bool:
    """Whether a bracket's text is a row of cells, an item of a list that has commas of its own: 、 stands within a cell there."""
    return "," in line[begin:end] and line[: begin - 1].rstrip(" ").endswith(("-", "[", "],"))


def _is_suspect(text: str, bracket: str) -> bool:
    """Whether the signs are worth a search: a Chinese comma between notes matters where a key can follow it."""
    commas = [at for sign in "，、；" if (at := text.find(sign)) >= 0]
    if bracket == "[":
        return bool(commas)
    return "：" in text or (bool(commas) and ":" in text[min(commas) :]) or _SUSPECT.search(text) is not None


def _is_names(text: str) -> bool:
    """Whether a list's text is names with Chinese commas between, and not a sentence that has some."""
    return "。" not in text and max(map(len, re.split("[，、；,]", text))) <= _LONGEST_NAME


def _flow_texts(line: str) -> Iterator[tuple[int, int, str]]:
    """The spans between a bracket that begins a value and the next bracket, quoted texts left out, and the bracket."""
    bracket, begin, past = "", 0, 0
    for at, char in enumerate(line):
        if at < past:
            continue
        if char in _QUOTES and (char not in "'\"" or line[at - 1 : at] == "," or _begins_value(line, at)):
            if bracket:
                yield begin, at, bracket
            begin = past = _past_quote(line, at, _QUOTES[char])
        elif char in "[{" and (bracket or line[:at].rstrip(" ").endswith((":", "-"))):
            if bracket:
                yield begin, at, bracket
            bracket, begin = char, at + 1
        elif char in "]}" and bracket:
            yield begin, at, bracket
            return


def _past_quote(line: str, at: int, closing: str) -> int:
    """Where a text in quotes that begins there is over: a backslash keeps ``"`` from closing it, and ``''`` is one sign of it."""
    at += 1
    while at < len(line):
        escaped = closing == '"' and line[at] == "\\"
        doubled = closing == "'" and line[at : at + 2] == "''"
        if escaped or doubled:
            at += 1
        elif line[at] == closing:
            return at + 1
        at += 1
    return len(line)


def _sign(source: SourceText, line: str, start: int, at: int) -> Problem:
    char = line[at]
    bracketed = line[:at].rstrip(" ").endswith(("[", "{", ",")) or "{" in line[:at]
    value = re.split(r" #|, |[\]}]" if bracketed else " #", line[at:])[0].strip()
    message = (
        say("“{sign}”没有加引号，已读作“脱敏”", sign=char)
        if value == "*"
        else say("“{sign}”没有加引号，已当作文字读取", sign=char)
    )
    hint = say('写成 "{content}" 更稳妥', content=value) if len(value) < 20 else say("用英文引号括起来更稳妥")
    place = source.place(start + at)
    fixed = f'{line[:at]}"{value}"{line[at + len(value) :]}'.rstrip()
    repair = None if '"' in value or "\\" in value else place.mended(fixed)
    return Problem(Y16, message, Grade.NOTE, place, hint, repair=repair)


_ENDED = frozenset("。！？；：，、”）》】…")


def _cut_off(line: str) -> int:
    """Where a ``#`` cuts a sentence short: a plain text before it that has not come to an end, and that is long, or words right
    behind the sign, where a remark has a blank (建成 1 #楼); 0 for none."""
    at = line.find(" #")
    if at < 0:
        return 0
    lead = LEAD.match(line)
    begin = lead.end() if lead else 0
    keyed = _KEYED.match(line[begin:])
    begin += keyed.end() if keyed else 0
    text = line[begin:at].strip() if at > begin else ""
    wide = sum(1 for char in text if "\u4e00" <= char <= "\u9fff")
    least = 8 if line[at + 2 : at + 3] in ("", " ", "#") else 1
    if wide < least or text[0] in "'\"[{|>#" or text[-1] in _ENDED or text[-1] in "'\"]}":
        return 0
    return at + 1


def _value_starts(line: str) -> Iterator[int]:
    """Where plain values begin on a line: after the dashes, after a key, and after commas and brackets of a flow."""
    lead = LEAD.match(line)
    at = lead.end() if lead else 0
    yield at
    keyed = _KEYED.match(line[at:])
    if keyed and keyed.end() < len(line) - at:
        at += keyed.end()
        yield at
    if line[at : at + 1] in ("[", "{"):
        yield from _flow_starts(line, at)


def _flow_starts(line: str, at: int) -> Iterator[int]:
    past = at
    for place in range(at, len(line)):
        char = line[place]
        if place < past:
            continue
        if char in "'\"" and (line[place - 1 : place] == "," or _begins_value(line, place)):
            past = _past_quote(line, place, char)
        elif char in "[{,:" and place + 1 < len(line):
            following = place + 1
            while following < len(line) and line[following] == " ":
                following += 1
            if char != ":" or following > place + 1:
                yield following


def applied(mended: Repaired, changes: list[Replacement]) -> Repaired:
    """A text with changes made; of two that overlap the first counts."""
    if not changes:
        return mended
    out: list[str] = []
    starts, shifts = [0], [0]
    text, at, length = mended.text, 0, 0
    for start, end, put in sorted(dict.fromkeys(changes), key=lambda change: change[0]):
        if start < at:
            continue
        out += (text[at:start], put)
        length += start - at + len(put)
        at = end
        starts.append(length)
        shifts.append(at - length)
    out.append(text[at:])
    return Repaired("".join(out), mended.problems, tuple(starts), tuple(shifts), mended)


LEAD = regex(r"^\s*(?:- +)*")
"""Blanks and dashes before an entry."""
_NO_KEY_BEGINS = frozenset("-?:,[]{}#&*!|>'\"%@`：“”。；，【】")
_NOT_IN_KEY = frozenset("#'\"，。；【】")
_LONGEST_KEY = 41


Keyed = tuple[int, int, int]
"""A line that may be a key with its value: where the key begins and ends, and where the value begins."""


def keyed(line: str, colon: str) -> Keyed | None:
    """The line read as a key before its first ``colon`` (：may have blanks on both sides); None where no key could stand there."""
    at = line.find(colon)
    lead = LEAD.match(line)
    begin = lead.end() if lead else 0
    key = line[begin : max(at, 0)].rstrip(" \u3000") if colon == "：" else line[begin : max(at, 0)]
    if (
        not 0 < len(key) <= _LONGEST_KEY
        or key[0] in _NO_KEY_BEGINS
        or key[0].isspace()
        or not _NOT_IN_KEY.isdisjoint(key)
    ):
        return None
    other = ":" if colon == "：" else "："
    if other in key:
        return None
    blanks = " \u3000" if colon == "：" else "\u3000"
    value_at = len(line) - len(line[at + 1 :].lstrip(blanks))
    return begin, begin + len(key), value_at


def is_prose(line: str, found: Keyed) -> bool:
    """A sentence in a list (``- 街道在*市：做到…``) is prose, not a key with a value; a short value without 。 is a figure."""
    value = line[found[2] :]
    return "-" in line[: found[0]] and (len(value) > 24 or "。" in value or "，" in value or not value.strip())
