"""A sentence with 【…】 → its text in stretches, each knowing where it came from, or why it cannot be said.

Knows data by name, not files.  Text of the sentence itself comes from ``部分[0].小节[1].正文[2]@4:9`` (characters 4 to 9 of
it), what a reference prints from its data and from ``部分[0].小节[1].正文[2]#9:15``, so that every printed character leads
back to characters of the input.  What stands between 【 and 】 is an expression of the same closed Jinja as in Word
templates.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined, nodes
from jinja2.exceptions import TemplateSyntaxError, UndefinedError

from reportgen.message import Message, joined, said_by, say
from reportgen.problem import Code, Grade, Problem
from reportgen.provenance import Stretch, Text, Traced, bare, origins, stretches, traced, worded
from reportgen.regex import regex
from reportgen.report.calculable import Calculable, NoFigure
from reportgen.report.clauses import F32, HOW, is_end, mended, opened, unpaired
from reportgen.report.data import ABSENT, GAP, Datum
from reportgen.report.dictionary import Path
from reportgen.report.expressions import Direct, is_name, last_filter, parsed, reference_parts, rounded_apart
from reportgen.report.filters import FILTERS
from reportgen.report.model.address import LITERAL, REFERENCE, Address, spelled
from reportgen.report.model.grammar import FIGURES, NAMES, VERBATIM, KeyRole
from reportgen.sandbox import RUNTIME_FAULTS, Sandbox, UnknownName, environment
from reportgen.text.suggest import near
from reportgen.value_object import ValueObject
from reportgen.yamltext import Scalar

if TYPE_CHECKING:
    from reportgen.sandbox import Expression

F08 = Code("F08", "正文引用的名称在数据里没有", "【出囗】亿元", "【出口】亿元")
F09 = Code("F09", "正文引用的名称有几处，分不清", "【总数】", "【农业.总数】")
F10 = Code("F10", "【】里的写法不对，或没有这个过滤器", "【出口|同笔】", "【出口|同比】")
F11 = Code("F11", "【】里的内容算不出来", "【出口|同比】，而没有上年数", "补上年的数，或填“出口同比”")

F25 = Code("F25", "像是【】而用了别的括号（提醒）", "产值[产值]亿元", "产值【产值】亿元；就是要印括号的，在句子旁写 照录: 是")
F29 = Code("F29", "【或】没有配成对", "产值【产值亿元", "产值【产值】亿元")

OPEN, CLOSE = "【", "】"
_LEFT, _RIGHT = "{｛[［「『〖〔<＜〘﹝﹛︻⟦｢", "}｝]］」』〗〕>＞〙﹞﹜︼⟧｣"
"""What is typed where 【】 was meant, in any two of them: two ways of typing make ［产值] as well."""
_MARKS, _STOPS = "#＃$＄%％@＠_＿*＊~～`^&＆", "，。；"
"""Marks that other programs put on both sides of a name: #产值#, ${产值}$; and what no name has in it."""
_PROSE_LEFT, _PROSE_RIGHT = "(（《〈“‘\"'", ")）》〉”’\"'"
"""What prose explains and quotes in: there a name is meant as a figure only where the figure's unit stands behind it."""
_IN_PROSE = rf"[{_PROSE_LEFT}](?P<prose>[^【】{re.escape(_LEFT + _RIGHT)}{_PROSE_LEFT}{_PROSE_RIGHT}]{{1,60}})[{_PROSE_RIGHT}]"
_NEARLY = regex(
    rf"(?:{{%|[{re.escape(_LEFT)}]{{1,2}})(?P<inner>[^【】{re.escape(_LEFT + _RIGHT)}]{{1,60}}?)(?:%}}|[{re.escape(_RIGHT)}]{{1,2}})"
    rf"|{_IN_PROSE}"
    rf"|(?P<mark>[{_MARKS}]{{1,2}})(?P<marked>[^【】{re.escape(_LEFT + _RIGHT)}{_MARKS}{_STOPS}]{{1,60}})(?P=mark)"
)
_ENDS_PROSE = frozenset(OPEN + CLOSE + _LEFT + _RIGHT + _PROSE_LEFT + _PROSE_RIGHT)
_SIGNS = str.maketrans("×÷＋－−＊／", "*/+--*/")
"""How a clerk types what reads as an expression: 「产值×2」."""
_COUNTED = regex("个百分点|[%％‰]|[千百万亿]*(?:平方米|平方公里|公里|公顷|公斤|美元|[元亩吨家件户个次项名场座条起例套台辆处所篇期])")
"""What follows a figure of any kind."""
_RARER = frozenset(_LEFT)
_BRACKETS = frozenset(_LEFT + _PROSE_LEFT + _MARKS + OPEN + CLOSE)
_SANDBOX: Sandbox = environment(FILTERS)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Sentence(ValueObject):
    """A sentence of the input: where it stands in the outline, its text, notes such as 沿用, and its role (none for a text that
    stands in no input)."""

    address: Address
    scalar: Scalar
    notes: Mapping[str, str]
    role: KeyRole | None = None


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class SaidReference(ValueObject):
    """A 【…】 of a sentence and what it printed: its span in the sentence, its span in the printed text, and its value (None
    where it has none)."""

    start: int
    end: int
    first: int
    last: int
    inner: str
    value: Any = None


DroppedClause = tuple[int, str, tuple["Datum", ...]]
"""A clause that was left out: where it begins in the sentence, its words, and the data that are 无 or 0, not missed for it."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Said(ValueObject):
    """A sentence said: its text (None if it is dropped because a datum is 无), its problems, the data it read, what
    is 无, its references, and the clauses that were left out."""

    text: Text | None
    problems: tuple[Problem, ...] = ()
    read: tuple[Path, ...] = ()
    absent: tuple[Datum, ...] = ()
    references: tuple[SaidReference, ...] = ()
    dropped: tuple[DroppedClause, ...] = ()


MadeReference = tuple[Sequence[Stretch], Any, Sequence[Path], Sequence[Path]]
"""What a reference printed, its value, the data that it read, and all that it was worked out from, a group of data or not."""


class Names:
    """Finds data by leaf where that is unique, else by as much of the path as is needed."""

    def __init__(self, data: Mapping[Path, Datum], more: Mapping[str, Any]) -> None:
        self.data = data
        self.more = more
        self.sandbox = _SANDBOX
        self._by_step: dict[str, list[Path]] = {}
        self._found: dict[str, tuple[Path, ...]] = {}
        self._datum: dict[str, Datum | None] = {}
        self._inside: dict[Path, dict[str, None]] = {}
        self.made: dict[str, MadeReference] = {}
        """What references without a fault have printed: a report is said more than once, and its data never change."""
        for path in data:
            for depth in range(len(path)):
                self._inside.setdefault(path[:depth], {})[path[depth]] = None
                found = self._by_step.setdefault(path[depth], [])
                if path[: depth + 1] not in found:
                    found.append(path[: depth + 1])

    def of(self, data: Mapping[Path, Datum]) -> Names:
        """The same names of other data: what has a name stays, and what names can mean is not worked out again."""
        if data.keys() != self.data.keys():
            return Names(data, self.more)
        made = Names({}, self.more)
        made.data, made._by_step, made._found, made._inside = data, self._by_step, self._found, self._inside
        return made

    def find(self, name: str) -> tuple[Path, ...]:
        """The paths that a name can mean: leaves before groups."""
        if name not in self._found:
            paths = self._by_step.get(name, [])
            self._found[name] = tuple(path for path in paths if path in self.data) or tuple(paths)
        return self._found[name]

    def value(self, path: Path) -> Any:
        """A datum, traced, or a group of them as a mapping."""
        if path in self.data:
            return Traced(self.data[path], (origin(path),))
        return {step: self.value((*path, step)) for step in self._inside.get(path, {})}

    def datum(self, name: str) -> Datum | None:
        """The one datum that a name, dotted or not, stands for."""
        if name not in self._datum:
            steps = tuple(name.removeprefix("数据.").split("."))
            leaves = [path for path in self._by_step.get(steps[-1], ()) if path in self.data]
            found = [path for path in leaves if path[-len(steps) :] == steps]
            self._datum[name] = self.data[found[0]] if len(found) == 1 else None
        return self._datum[name]

    def plain(self, inner: str) -> Datum | None:
        """The datum that a reference prints as it stands: nothing but a name, of one datum alone, and that is there."""
        found = self.find(inner) if is_name(inner) and inner not in self.more and inner != FIGURES else ()
        datum = self.data.get(found[0]) if len(found) == 1 else None
        return None if datum is None or datum.state in (GAP, ABSENT) else datum

    def near(self, name: str) -> list[str]:
        return near(name, [*self._by_step, *self.more], 3)


def address_of(path: Path) -> Address:
    """Where a datum stands in the input."""
    return Address(path if path[0] == NAMES else (FIGURES, *path))


@lru_cache(maxsize=4096)
def origin(path: Path) -> str:
    """How the origin of a datum is spelled: 数据.经济发展.… or 单位.街道."""
    return spelled(path if path[0] == NAMES else (FIGURES, *path))


def print_sentence(sentence: Sentence, names: Names) -> Said:
    """Prints one sentence, a gap as 【待补：…】; that a final copy has none is for the check of gaps to see to."""
    return _Saying(sentence, names).said()


def print_with_sources(sentence: Sentence, names: Names) -> tuple[Said, tuple[Path, ...]]:
    """The same, and the paths of all data, or groups of data, that what it prints depends on."""
    saying = _Saying(sentence, names)
    said = saying.said()
    return said, tuple(dict.fromkeys((*said.read, *saying.of)))


class _Saying:
    """Goes over a sentence once: text, references, clauses that are left out because their datum is 无 or 0."""

    def __init__(self, sentence: Sentence, names: Names) -> None:
        self.sentence = sentence
        self.names = names
        self.where = str(sentence.address)
        self.parts: list[Stretch] = []
        self.problems: list[Problem] = []
        self.read: list[Path] = []
        self.of: list[Path] = []
        self.references: list[SaidReference] = []
        self.dropped: list[DroppedClause] = []
        self.length = 0
        self.opened: tuple[int, int, str] | None = None
        self.lacking: tuple[Datum, ...] = ()
        self.open_gap = False

    def said(self) -> Said:
        text = self.sentence.scalar.text
        for start, end, inner in pieces(text):
            if inner is not None and ((asked := opened(inner)) is not None or is_end(inner)):
                self._marker(start, end, inner, asked)
            elif self.lacking:
                self._left_out(start, end)
            elif inner is None:
                self._literal(start, end)
            else:
                self._reference(start, end, inner)
        if self.opened is not None:
            self._tell(F32, self.opened[0], unpaired(self.opened[2]))
        if self.open_gap:
            self._mend_end()
        return self._made()

    def _made(self) -> Said:
        data = self.names.data
        left = {start: lacking for start, _, lacking in self.dropped}.values()
        hidden = {datum.path for lacking in left for datum in lacking}
        absent = tuple({path: data[path] for path in self.read if data[path].state == ABSENT and path not in hidden}.values())
        if not absent and self.dropped and not any(part.text.strip() for part in self.parts):
            absent = tuple(dict.fromkeys(datum for _, _, lacking in self.dropped for datum in lacking))
        references = tuple(self.references)
        if absent:
            return Said(None, (), tuple(self.read), absent, references)
        return Said(Text(self.parts), tuple(self.problems), tuple(self.read), (), references, tuple(self.dropped))

    def _marker(self, start: int, end: int, inner: str, asked: tuple[str, ...] | None) -> None:
        """A clause begins or ends; it prints nothing itself."""
        self._silent(start, end, inner)
        if asked is None:
            if self.opened is None:
                self._tell(F32, start, unpaired(inner))
            elif self.lacking:
                self.dropped.append((self.opened[0], self.sentence.scalar.text[self.opened[1] : start], self.lacking))
                self.open_gap = True
            self.opened, self.lacking = None, ()
            return
        if self.opened is not None:
            self._tell(F32, start, unpaired(inner))
            return
        self.opened = (start, end, inner)
        found = [self.names.datum(name) for name in asked]
        if None in found:
            lost = next(name for name, datum in zip(asked, found, strict=True) if datum is None)
            self._tell(F32, start, say("【{marker}】里的“{name}”不是一个数的名称", marker=inner.strip(), name=lost))
        data = [datum for datum in found if datum is not None]
        self.read += [datum.path for datum in data if not _is_nothing(datum)]
        self.lacking = tuple(filter(_is_nothing, data))
        self.read += [datum.path for datum in self.lacking]

    def _left_out(self, start: int, end: int) -> None:
        self._silent(start, end, "")

    def _silent(self, start: int, end: int, inner: str) -> None:
        self.references.append(SaidReference(start, end, self.length, self.length, inner))

    def _literal(self, start: int, end: int) -> None:
        text = self.sentence.scalar.text
        if not _BRACKETS.isdisjoint(text[start:end]):
            self.problems += (*_unpaired(self.sentence, start, end), *_nearly(self.sentence, start, end, self.names))
        if self.open_gap:
            self.open_gap = False
            first, second = mended(self._last(), text[start])
            if first:
                self._take_back()
            if second:
                self._silent(start, start + 1, "")
                start += 1
                self.open_gap = start == end
        if start < end:
            self.parts.append(Stretch(text[start:end], (f"{self.where}{LITERAL}{start}:{end}",)))
            self.length += end - start

    def _last(self) -> str:
        return self.parts[-1].text[-1:] if self.parts else ""

    def _mend_end(self) -> None:
        if mended(self._last(), "")[0]:
            self._take_back()

    def _take_back(self) -> None:
        """The last character that was printed is not, since the clause after it was left out; a figure keeps all of its own."""
        part = self.parts[-1]
        address, sign, span = part.origins[-1].rpartition(LITERAL)
        if not sign or address != self.where:
            return
        first, last = map(int, span.split(":"))
        self.parts.pop()
        if last - first > 1:
            self.parts.append(Stretch(part.text[:-1], (f"{self.where}{LITERAL}{first}:{last - 1}",)))
        self.length -= 1
        back = next((at for at, each in enumerate(self.references) if each.start >= last), len(self.references))
        tail = [replace(each, first=self.length, last=self.length) for each in self.references[back:]]
        self.references[back:] = [SaidReference(last - 1, last, self.length, self.length, ""), *tail]

    def _reference(self, start: int, end: int, inner: str) -> None:
        self.open_gap = False
        if (datum := self.names.plain(inner)) is not None:
            words = str(datum)
            self.parts.append(Stretch(words, (origin(datum.path), f"{self.where}{REFERENCE}{start}:{end}")))
            self.references.append(SaidReference(start, end, self.length, self.length + len(words), inner, datum))
            self.length += len(words)
            self.read.append(datum.path)
            return
        printed, value, read, of = self.names.made.get(inner) or self._worked_out(start, inner)
        mark = f"{self.where}{REFERENCE}{start}:{end}"
        last = self.length
        for part in printed:
            self.parts.append(_with(part, mark))
            last += len(part.text)
        self.references.append(SaidReference(start, end, self.length, last, inner, value))
        self.length = last
        self.read += read
        self.of += of

    def _worked_out(self, start: int, inner: str) -> MadeReference:
        """What a reference prints; kept for the next time that the report is said, unless something is wrong with it."""
        reference = _Reference(inner, self.sentence, start, self.names)
        made = reference.printed(), reference.value, reference.read, reference.of
        self.problems += reference.problems
        if not reference.problems:
            self.names.made[inner] = made
        return made

    def _tell(self, code: str, at: int, message: Message) -> None:
        self.problems.append(Problem(code, message, place=self.sentence.scalar.place(at), hint=HOW))


def _is_nothing(datum: Datum) -> bool:
    """Whether there is nothing to say: 无, or 0."""
    zero = datum.is_number and datum.figure is not None and datum.figure.value == 0 and datum.figure.upper is None
    return datum.state == ABSENT or zero


def _unpaired(sentence: Sentence, start: int, end: int) -> Iterator[Problem]:
    """F29: a 【 that nothing closes, or a 】 that nothing opens; what was meant to be a figure would print as it stands."""
    text = sentence.scalar.text
    if OPEN not in text[start:end] and CLOSE not in text[start:end]:
        return
    for at in range(start, end):
        if text[at] in (OPEN, CLOSE):
            message = say("“{bracket}”没有配成对：{words}", bracket=text[at], words=text[max(start, at - 8) : at + _AROUND])
            hint = say("名称写成【名称】；就是要印这个括号的，写成【'{bracket}'】", bracket=text[at])
            yield Problem(F29, message, place=sentence.scalar.place(at), hint=hint)


def _nearly(sentence: Sentence, start: int, end: int, names: Names) -> Iterator[Problem]:
    """F25: other brackets, or a pair of marks, around what reads as a reference; with the line as it should be."""
    if sentence.notes.get(VERBATIM) == "是":
        return
    text = sentence.scalar.text
    rarer = not _RARER.isdisjoint(text) or _is_marked(text)
    for first, last, inner, in_prose in _bracketed(text, start, end) if rarer else _in_prose(text, start, end):
        if not (_is_counted(inner, text[last:], names) if in_prose else _reads(inner, names)):
            continue
        typed = text[first:last]
        place, reference = sentence.scalar.place(first), f"{OPEN}{inner.strip().translate(_SIGNS)}{CLOSE}"
        at = place.column - 1
        mended = f"{place.excerpt[:at]}{reference}{place.excerpt[at + len(typed) :]}"
        repair = place.mended(mended) if place.excerpt.startswith(typed, at) else None
        message = say("“{typed}”会照原样印出来；要印数，写成{reference}", typed=typed, reference=reference)
        hint = say("就是要印括号的，在句子旁写 照录: 是")
        if repair is not None:
            hint = say("改成：{line}；{otherwise}", line=mended.strip(), otherwise=hint)
        yield Problem(F25, message, Grade.WARNING, place, hint, repair=repair)


def _bracketed(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    """Where what reads as a reference begins and ends, its inside, and whether it stands in the brackets and quotes of prose."""
    for found in _NEARLY.finditer(text, start, end):
        yield *found.span(), found["prose"] or found["inner"] or found["marked"], found["prose"] is not None


def _in_prose(text: str, start: int, end: int) -> Iterator[tuple[int, int, str, bool]]:
    """The same in a text without the rarer brackets, as are most: it needs no pattern, whose sets take half a millisecond to
    compile."""
    left = -1
    for at in range(start, end):
        if text[at] in _ENDS_PROSE:
            inside = left >= 0 and 1 <= at - left - 1 <= 60 and text[left] in _PROSE_LEFT and text[at] in _PROSE_RIGHT
            if inside:
                yield left, at + 1, text[left + 1 : at], True
            left = -1 if inside else at


def _is_marked(text: str) -> bool:
    """Whether some words stand between two of the same mark: a look before a pattern that takes its time to compile."""
    for mark in _BRACKETS.intersection(text).intersection(_MARKS):
        if any(words and len(words) <= 60 and not any(stop in words for stop in _STOPS) for words in text.split(mark)[1:-1]):
            return True
    return False


def _reads(inner: str, names: Names) -> bool:
    """Whether words are the name of a datum, perhaps with a filter that there is not, or an expression over such names."""
    inner = inner.translate(_SIGNS)
    try:
        used = parsed(inner, names.sandbox).names
    except TemplateSyntaxError:
        used = reference_parts(inner)[:1]

    def is_known(name: str) -> bool:
        return name in names.more or any(path in names.data or "." in inner for path in names.find(name))

    return bool(used) and all(map(is_known, used))


def _is_counted(inner: str, behind: str, names: Names) -> bool:
    """Whether words are the name of a figure, perhaps with filters, and its unit follows: （产值）亿元; where the dictionary knows no
    unit of it, any that figures have."""
    datum = names.datum(reference_parts(inner)[0])
    if datum is None or datum.path[0] == NAMES:
        return False
    return behind.startswith(datum.field.unit) if datum.field.unit else bool(_COUNTED.match(behind))


def _with(part: Stretch, reference: str) -> Stretch:
    """A stretch that also says which reference of which sentence printed it: the data come first, the reference last."""
    return Stretch(part.text, (*part.origins, reference), part.mark)


def pieces(text: str) -> Iterator[tuple[int, int, str | None]]:
    """Literal stretches (None) and the insides of references, with their offsets."""
    at = 0
    while (start := text.find(OPEN, at)) >= 0:
        end = _close(text, start + 1)
        if end < 0:
            break
        if start > at:
            yield at, start, None
        yield start, end + 1, text[start + 1 : end]
        at = end + 1
    if at < len(text):
        yield at, len(text), None


def _close(text: str, at: int) -> int:
    """Where 】 closes a reference; one within quotes does not."""
    end = text.find(CLOSE, at)
    if end < 0 or not ("'" in text[at:end] or '"' in text[at:end]):
        return end
    quote = ""
    for place in range(at, len(text)):
        char = text[place]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == CLOSE:
            return place
    return end


_LONGEST = 60
"""Characters of a reference that a message shows."""
_AROUND = 12
"""So many characters are shown from a bracket on."""


class _Reference:
    """One 【…】: finds its names, evaluates it, and collects what is wrong."""

    def __init__(self, inner: str, sentence: Sentence, start: int, names: Names) -> None:
        self.inner = inner
        self.sentence = sentence
        self.start = start
        self.names = names
        self.problems: list[Problem] = []
        self.read: list[Path] = []
        self.of: list[Path] = []
        self.value: Any = None

    def printed(self) -> list[Stretch]:
        expression = self._parsed()
        variables = self._variables(expression) if expression else None
        if expression is None or variables is None:
            return []
        gaps = [datum for path in self.read if (datum := self.names.data[path]).state == GAP]
        if gaps:
            return [Stretch(f"【待补：{gap.label}】", (origin(gap.path),), GAP) for gap in gaps]
        if any(self.names.data[path].state == ABSENT for path in self.read):
            return []
        return self._evaluated(expression, variables)

    def _parsed(self) -> Direct | Expression | None:
        mended = rounded_apart(self.inner)
        if mended is not None:
            self._tell_mended(F10, say("【{reference}】里的“小数”只管它前面的那一个数，不管整个算式", reference=self.inner), mended)
            return None
        try:
            return parsed(self.inner, self.names.sandbox)
        except TemplateSyntaxError as error:
            if OPEN in self.inner:
                words = f"{OPEN}{self.inner}"[:_AROUND]
                self._tell(F29, say("“{bracket}”没有配成对：{words}", bracket=OPEN, words=words), say("在名称后面补上“】”，写成【名称】"))
                return None
            from reportgen.sandbox import UnknownFilter  # here: only of what cannot be read

            fault = said_by(error) or say("写法读不懂")
            typed = last_filter(self.inner) if isinstance(error, UnknownFilter) else ""
            meant = near(typed, FILTERS, 2, 0.3) if typed else []
            hint = say("可用的有：{filters}", filters=tuple(meant)) if meant else say("写成 【名称】 或 【名称|同比】")
            shown = self.inner if len(self.inner) <= _LONGEST else f"{self.inner[:_LONGEST]}…"
            self._tell(F10, say("【{reference}】{fault}", reference=shown, fault=fault), hint)
        return None

    def _variables(self, expression: Direct | Expression) -> dict[str, Any] | None:
        variables: dict[str, Any] = {}
        for name in expression.names:
            if name in self.names.more:
                variables[name] = traced(self.names.more[name], name)
                continue
            chosen = self._chosen(name, expression)
            if chosen is None:
                return None
            variables[name] = self.names.value(chosen)
            self.of.append(chosen)
            self._note_read(chosen, name, expression)
        return variables

    def _chosen(self, name: str, expression: Direct | Expression) -> Path | None:
        found = self.names.find(name)
        if name == FIGURES:
            return ()
        if len(found) > 1:
            found = tuple(path for path in found if self._leads_on(path, name, expression)) or found
        if len(found) == 1:
            return found[0]
        if not found:
            near = self.names.near(name)
            hint = (
                say("是不是{names}？", names=tuple(say("“{name}”", name=other) for other in near))
                if near
                else say("请在“数据”里补上，或改正名称")
            )
            self._tell(F08, say("【{reference}】里的“{name}”在数据里没有", reference=self.inner, name=name), hint)
        else:
            paths = joined((".".join(path) for path in found), "；")
            self._tell(
                F09,
                say(
                    "【{reference}】里的“{name}”有{count}处，分不清是哪一个",
                    reference=self.inner,
                    name=name,
                    count=len(found),
                ),
                say("写全一些：{choices}", choices=paths),
            )
        return None

    def _leads_on(self, path: Path, name: str, expression: Direct | Expression) -> bool:
        """Whether the steps written after the name exist below a path."""
        for chain in _chains(expression.source, name):
            full = (*path, *chain)
            if any(other[: len(full)] == full for other in self.names.data):
                return True
        return False

    def _note_read(self, path: Path, name: str, expression: Direct | Expression) -> None:
        if path in self.names.data:
            self.read.append(path)
            return
        for chain in _chains(expression.source, name):
            for depth in range(len(chain), 0, -1):
                if (*path, *chain[:depth]) in self.names.data:
                    self.read.append((*path, *chain[:depth]))
                    break

    def _evaluated(self, expression: Direct | Expression, variables: dict[str, Any]) -> list[Stretch]:
        try:
            value = expression.evaluate(variables)
            plain = bare(value)
            if isinstance(plain, Calculable):
                str(plain)  # a fraction without end is a fault here, where it can be told
        except RUNTIME_FAULTS as error:
            self._fault(error)
            return []
        self.value = plain
        if isinstance(value, Undefined) or plain is None:
            self._tell(F08, say("【{reference}】在数据里没有", reference=self.inner), say("请核对名称"))
            return []
        if isinstance(plain, Mapping):
            self._tell(F08, say("【{reference}】是一组数据，不是一个数", reference=self.inner), say("写到最后一级"))
            return []
        if isinstance(plain, (list, tuple)):
            words = "、".join(map(worded, plain))
            return list(stretches(Traced(words, origins(value))))
        return list(stretches(value))

    def _fault(self, error: Exception) -> None:
        if isinstance(error, NoFigure):
            mended = error.mend(self.inner) if error.mend is not None else self.inner
            if mended != self.inner and self._is_right(mended):
                self._tell_mended(F11, say("【{reference}】{reason}", reference=self.inner, reason=error.message), mended)
                return
            hint = error.hint or say("补上需要的数，或改写这一句")
            if error.lacks_last and not error.hint:
                hint = say("在数旁边写 上年修订: ……，或填“……同比”；都没有就改写这一句")
            self._tell(F11, say("【{reference}】{reason}", reference=self.inner, reason=error.message), hint)
        elif isinstance(error, UnknownName | UndefinedError):
            reason = said_by(error) or str(error)
            self._tell(F08, say("【{reference}】{reason}", reference=self.inner, reason=reason), say("请核对名称"))
        else:
            reason = said_by(error) or say("算不出来")
            self._tell(
                F11, say("【{reference}】{reason}", reference=self.inner, reason=reason), say("请核对写法和数据")
            )

    def _is_right(self, inner: str) -> bool:
        """Whether the inside of a reference prints something, as it is to be advised."""
        try:
            expression = parsed(inner, self.names.sandbox)
            value = bare(expression.evaluate({name: self.names.value(self.names.find(name)[0]) for name in expression.names}))
            str(value)
        except (TemplateSyntaxError, *RUNTIME_FAULTS):
            return False
        return rounded_apart(inner) is None

    def _tell_mended(self, code: str, message: Message, mended: str) -> None:
        """A fault that can be mended in one way, with the line as it should be."""
        place = self.sentence.scalar.place(self.start)
        typed, right, at = f"{OPEN}{self.inner}{CLOSE}", f"{OPEN}{mended}{CLOSE}", place.column - 1
        line = f"{place.excerpt[:at]}{right}{place.excerpt[at + len(typed) :]}"
        repair = place.mended(line) if place.excerpt.startswith(typed, at) else None
        self.problems.append(Problem(code, message, place=place, hint=say("写成{reference}", reference=right), repair=repair))

    def _tell(self, code: str, message: Message, hint: Message) -> None:
        self.problems.append(Problem(code, message, place=self.sentence.scalar.place(self.start), hint=hint))


def _chains(source: str, name: str) -> list[tuple[str, ...]]:
    """The dotted steps that follow a name in an expression: for ``a`` in ``a.b.c + a.d`` (b, c) and (d)."""
    found: list[tuple[str, ...]] = []
    tree = _SANDBOX.parse("\x03" + source + "\x04")
    for node in tree.find_all(nodes.Getattr):
        steps: list[str] = []
        inner: nodes.Node = node
        while isinstance(inner, nodes.Getattr):
            steps.insert(0, inner.attr)
            inner = inner.node
        if isinstance(inner, nodes.Name) and inner.name == name:
            found.append(tuple(steps))
    return found
