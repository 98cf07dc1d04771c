"""The values of one rendering → printed XML, through one door, with every fault noted and every origin kept.

Knows the sites of the tags, not the document.  One ``Rendering`` lives as long as one call of ``Template.render``;
the template itself is never changed, so any number of threads may render it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from decimal import Decimal
from math import isfinite
from types import ModuleType
from typing import TYPE_CHECKING, Any

from jinja2 import Undefined
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.utils import missing, pass_context
from markupsafe import Markup

from reportgen.engine.compile.attributes import CLOSE, OPEN
from reportgen.engine.compile.cells import shade, span
from reportgen.engine.compile.lexer import MARKER, Tag
from reportgen.engine.render.budget import STATE
from reportgen.engine.render.marks import END, begin, words_of
from reportgen.engine.render.run_xml import (
    ForbiddenCharacter,
    Marks,
    Site,
    Unfilterable,
    is_plain,
    marked_xml,
    text_xml,
)
from reportgen.engine.values.base import R07, Value
from reportgen.message import NOTHING, Message, said_by, say
from reportgen.problem import Code, Grade, Problem
from reportgen.provenance import Stretch, Traced, bare, merged, origins, stretches, worded
from reportgen.regex import regex
from reportgen.sandbox import METHODS, Blank, Unknown, UnknownName, keeps_trace
from reportgen.value_object import ValueObject

if TYPE_CHECKING:
    from reportgen.engine.render.loop_position import Loop
    from reportgen.engine.values.printed_value import PrintedValue

R02 = Code("R02", "标签算不出来，或超出了限度", "{{ 总数 / 家数 }}，而家数是 0", "改数据，或写 {% if 家数 %}…{% endif %}")
R03 = Code("R03", "数据里有 Word 文件不能存放的字符", "从别的软件粘贴来的控制符", "在数据里删去这个字符")
R04 = Code("R04", "要打印的数据是空的", "{{ 联系人 }}，数据里“联系人:”后面没有填", '填上，或写 {{ 联系人|default("暂缺") }}')
R05 = Code("R05", "要打印的是列表或一组数据", "{{ 名单 }}", '{{ 名单|join("、") }}，或用 {% for %} 逐项打印')
R13 = Code("R13", "循环的是一段文字，一个字算一项（提醒）", "{% for 项 in 单位 %}，数据里“单位: 经济发展办”", "单位: [经济发展办]")
R11 = Code("R11", "合并的列数或底色写得不对", '{% colspan "两" %}', "{% colspan 2 %}")

_PRINTABLE = (str, int, float, Decimal)
"""What needs no second look; a date has a text of its own, as these have."""
_GROUPS = (Mapping, Set, list, tuple, range)
_WHOLE = regex(r"<w:(?:p|tr|tbl|tc)[ >/]")
VALUE = "v"
"""How the text of a processing instruction begins that stands for a printed value; its number in ``values`` follows."""

@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Bounds(ValueObject):
    """What one rendering may use, all parts together; a caller can raise each.

    ``steps`` of loops, calls and operations, one that goes over a list or a long text counting for as many as there are
    items or stretches of 64 characters; ``output``, bytes of XML.  The default is some ten seconds and some 500 MB.
    """

    steps: int = 2_000_000
    output: int = 50_000_000


class Exhausted(SecurityError):
    """A bound is used up; there is no use in looking for further faults."""


@dataclass(slots=True, eq=False, repr=False)
class Rendering:
    """Sites by tag number, what has been printed (text only when ``traced``), the faults met so far and how often, and how
    much has been used; ``loops`` are those running, innermost last, or None where the program is not followed; if
    ``lenient``, empty values print nothing.
    """

    sites: Mapping[int, Site]
    tags: Mapping[int, Tag]
    bounds: Bounds
    marks: Marks
    traced: bool
    data: Mapping[str, Any] = field(default_factory=dict)
    prints: list[Stretch] = field(default_factory=list)
    values: list[PrintedValue] = field(default_factory=list)
    faults: dict[tuple[int, str], Problem] = field(default_factory=dict)
    times: Counter[tuple[int, str]] = field(default_factory=Counter)
    loops: list[Loop] | None = None
    literals: set[str] = field(default_factory=set)
    steps: int = 0
    lenient: bool = False

    def show(self, value: Any, number: int) -> str:
        """The XML of a value, at the place of a tag."""
        if isinstance(value, str):
            self.spend(len(value) >> 6)
            return self._printed(value, number) if isinstance(value, Markup) else self._text(value, number)
        if isinstance(value, Undefined):
            self._unknown(value, number)
            return ""
        plain = bare(value)
        if isinstance(plain, Value):
            return self._value(plain, origins(value), number)
        if plain is None and self.lenient:
            return ""
        if not isinstance(plain, _PRINTABLE) and _is_no_text(plain):
            self.unprintable(plain, number)
            return ""
        if isinstance(plain, (float, Decimal)) and not _is_finite(plain):
            self.note(number, say("这个数不是确定的数（{number}），不能打印", number=str(plain)), R02, say("核对这项数据是怎么算出来的"))
            return ""
        if self.traced and isinstance(value, Traced):
            return "".join(self._stretch(part, number) for part in stretches(value))
        return self._text(worded(plain), number)

    def _printed(self, xml: Markup, number: int) -> str:
        """What a macro, a recursive loop or ``set`` has printed; whole paragraphs and rows cannot stand within a line."""
        if self.sites[number].w and _WHOLE.search(xml):
            hint = say("把这个标签单独放在一段里（表格的行：用 {{{{tr … }}}} 单独放一行）")
            self.note(number, say("这里打印的是整段或整行，不能放在一行文字里"), R07, hint)
            return ""
        return xml

    def checked(self, value: Any, number: int, check: Callable[[Any], str]) -> str:
        """What a property of a cell becomes; what cannot be one is noted (R11)."""
        if isinstance(value, Undefined):
            self._unknown(value, number)
            return ""
        try:
            return check(bare(value))
        except ValueError as error:
            self.note(number, said_by(error), R11)
            return ""

    def walk(self, items: Any, number: int, weight: int) -> Iterable[Any]:
        """The items of a loop, counted; ``weight`` says how many steps each is."""
        if isinstance(items, Undefined):
            len(items)  # raises, and says what is unknown
        if isinstance(bare(items), str) and len(items) > 1:
            hint = say("要逐项重复，在数据里写成列表：[甲, 乙]，或者一行一个“- 甲”；就要逐字重复，不用改")
            self.note(number, say("循环的是一段文字，一个字算一项"), R13, hint, Grade.WARNING)
        if self.loops is not None:
            from reportgen.engine.render.loop_position import Loop, looped  # here: only of a fault

            tag = self.tags.get(number)
            self.loops.append(Loop(number, looped(tag.source) if tag else "", bare(items)))
        try:
            self.spend(len(items) * weight)
        except TypeError:
            return self._counted(iter(items), weight)
        return items  # type: ignore[no-any-return]

    def restart(self, *, followed: bool) -> None:
        """Before another run: nothing used, nothing printed; the first followed run forgets the faults it will meet again."""
        self.steps = 0
        self.prints.clear()
        self.values.clear()
        if followed:
            if self.loops is None:
                self.faults.clear()
            self.times.clear()
            self.loops = []

    def note(
        self, number: int, message: Message, code: Code = R02, hint: Message = NOTHING, grade: Grade = Grade.ERROR
    ) -> None:
        """A fault at a tag; the same fault at the same tag is noted once, with the first item of a loop that has it."""
        from reportgen.engine.inspect.requirements import in_items

        tag = self.tags.get(number)
        told = in_items(message, [loop.words for loop in self.loops or () if loop.index >= 0])
        problem = Problem(code, told, grade, tag.place if tag else None, hint)
        self.faults.setdefault((number, message), problem)
        self.times[number, message] += 1

    def problems(self) -> Iterator[Problem]:
        """The faults; of one that several items have, how many do."""
        for key, problem in self.faults.items():
            many = self.times[key] if self.loops is not None else 1
            message = say("{sentence}，共 {count} 处", sentence=problem.message, count=many) if many > 1 else problem.message
            yield replace(problem, message=message)

    def _text(self, text: str, number: int) -> str:
        if "{" in text or "}" in text:
            self.literals.add(text)
        try:
            return text_xml(text, self.sites[number])
        except ForbiddenCharacter as error:
            self.note(number, error.message, R03, error.hint)
            return ""

    def _value(self, value: Value, group: tuple[str, ...], number: int) -> str:
        """A mark that ``values.placement`` replaces once the part is rendered; where only text may stand, the text."""
        site = self.sites[number]
        if site.w or (site.framed and value.fills_frames):
            from reportgen.engine.values.printed_value import PrintedValue  # here: most reports print text alone

            self.values.append(PrintedValue(number, value, group))
            name = f"{VALUE}{len(self.values) - 1}"
            return f"<?{MARKER} {name}?>" if site.w else f"{OPEN}{name}{CLOSE}"
        if value.text is None:
            hint = say("图片换进模板里的图片时，标签写在那张图片的替代文字里；别处请放在正文的段落里")
            self.note(number, say("这里只能放文字，不能放图片、表格、几段文字或分页"), R07, hint)
        return self._text(value.text or "", number)

    def _stretch(self, part: Stretch, number: int) -> str:
        if "\a" in part.text or "\f" in part.text:  # each paragraph that they begin has marks of its own
            return "".join(self._piece(replace(part, text=text), number) for text in re.split("([\a\f])", part.text))
        return self._piece(part, number)

    def _piece(self, part: Stretch, number: int) -> str:
        colour = self.marks.get(part.mark) if part.mark else None
        if "{" in part.text or "}" in part.text:
            self.literals.add(part.text)
        try:
            site = self.sites[number]
            xml = marked_xml(part.text, site, colour) if colour else text_xml(part.text, site)
        except ForbiddenCharacter as error:
            self.note(number, error.message, R03, error.hint)
            return ""
        if site.attribute or part.text in ("\a", "\f"):
            return xml
        self.prints.append(part)
        return f"{begin(len(self.prints) - 1)}{xml}{END}"

    def advice(self, fault: UnknownName) -> Message:
        """Names like the one that is unknown, from where it was looked for."""
        from reportgen.engine.inspect.requirements import advice

        if fault.name in METHODS and fault.owner is not missing:
            return say("请用 {replacement}", replacement=METHODS[fault.name])
        if fault.owner is missing:
            return advice(fault.name, self.data, self.data)
        return advice(fault.name, fault.owner if isinstance(fault.owner, Mapping) else ())

    def _unknown(self, value: Undefined, number: int) -> None:
        if isinstance(value, (_Silent, Blank)):
            return
        from reportgen.engine.render.jinja_messages import R01  # here: only of a fault

        if isinstance(value, Unknown):
            fault = value.unknown()
            self.note(number, fault.sentence, R01, self.advice(fault))
        else:
            self.note(number, say("没有这项数据"), R01)

    def unprintable(self, value: Any, number: int, *, item: bool = False) -> None:
        """Notes a value that has no text, printed by itself or put into one."""
        if value is None and item:
            self.note(number, say("列表里有一项是空的"), R04, say('在数据里填上或删去这一项，或在模板里写 |reject("none")|join("、")'))
        elif value is None:
            self.note(number, say("这项数据是空的"), R04, say('在数据里填上，或在模板里写 |default("…")'))
        else:
            self._group(value, number) if isinstance(value, _GROUPS) else self._object(value, number)

    def _group(self, value: Any, number: int) -> None:
        named = isinstance(value, Mapping)
        if named:
            hint = say("逐项打印：{{% for 名, 值 in 数据|items %}}{{{{ 名 }}}}{{{{ 值 }}}}{{% endfor %}}；只要其中一项，写 数据.名称")
            self.note(number, say("这里是一组带名称的数据，不能直接打印"), R05, hint)
        else:
            self.note(number, say("这里是一个列表，不能直接打印"), R05, say('用 {{% for %}} 逐项打印，或写 |join("、")'))

    def _object(self, value: Any, number: int) -> None:
        message = say("这里是程序里的 {type}，不是文字也不是数，不能直接打印", type=type(value).__name__)
        self.note(number, message, R05, say("请程序传文字、数、日期、列表或带名称的数据；是函数的，传它的结果"))

    def words(self, printed: str) -> Any:
        """What has been printed, as the words that it is with their origins; raises ``Unfilterable`` where it is more."""
        try:
            text, numbers = words_of(printed)
        except ValueError:
            raise Unfilterable from None
        group = merged(self.prints[number].origins for number in numbers)
        return Traced(text, group) if group else text

    def spend(self, steps: int) -> None:
        """Counts steps of the program."""
        self.steps += steps
        if self.steps > self.bounds.steps:
            raise Exhausted(say("循环和计算超过 {steps} 步（steps），已停下", steps=format(self.bounds.steps, ",")))

    def _counted(self, items: Iterator[Any], weight: int) -> Iterator[Any]:
        for item in items:
            self.spend(weight)
            yield item


@keeps_trace
@pass_context
def show(context: Context, value: Any, number: int) -> str:
    """The one door: whatever a program prints comes through here.  Most of it is text without any sign of XML."""
    if type(value) is str and len(value) < 64 and is_plain(value):
        return value
    if type(value) is int:
        return str(value)
    state: Rendering = context.parent[STATE]
    return state.show(value, number)


@keeps_trace
@pass_context
def show_span(context: Context, value: Any, number: int) -> str:
    """The door of numbers of columns (``compile.cells.span``)."""
    state: Rendering = context.parent[STATE]
    return state.checked(value, number, span) or "1"


@keeps_trace
@pass_context
def show_shade(context: Context, value: Any, number: int) -> str:
    """The door of colours (``compile.cells.shade``)."""
    state: Rendering = context.parent[STATE]
    return state.checked(value, number, shade)


def _is_finite(number: float | Decimal) -> bool:
    """Asked of the decimal itself: one beyond what a float holds is none the less a number."""
    return number.is_finite() if isinstance(number, Decimal) else isfinite(number)


def _is_no_text(value: Any) -> bool:
    """Whether a value has no text of its own but Python's way of writing it: a group, bytes, a function, an object without
    ``__str__``."""
    own = any("__str__" in kind.__dict__ for kind in type(value).__mro__[:-1])
    return value is None or not own or callable(value) or isinstance(value, (Iterable, ModuleType))


@keeps_trace
@pass_context
def walk(context: Context, items: Any, number: int, weight: int = 1) -> Iterable[Any]:
    """Whatever a program loops over comes through here."""
    state: Rendering = context.parent[STATE]
    return state.walk(items, number, weight)


@pass_context
def here(context: Context, item: Any, number: int) -> Markup:
    """Each item of a loop of a followed program, before anything is done with it."""
    state: Rendering = context.parent[STATE]
    if state.loops and state.loops[-1].tag == number:
        state.loops[-1].advance(item)
    return Markup()


@pass_context
def out(context: Context, _: Any, number: int) -> Markup:
    """The end of a loop of a followed program."""
    state: Rendering = context.parent[STATE]
    while state.loops and any(loop.tag == number for loop in state.loops):
        state.loops.pop()
    return Markup()


class _Silent(Undefined):
    """What a tag that failed gives to those after it, so that one fault is not told twice."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        return self


@keeps_trace
def silent(value: Any, number: int) -> Undefined:
    """The value of an assignment that failed."""
    return _Silent()
