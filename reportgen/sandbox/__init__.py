"""A Jinja expression or program from anybody → Python that can read the given data and nothing else.

Knows neither Word nor reports; it is the same for tags in a template and for 【…】 in prose.  Jinja's own sandbox
forbids by list what is known to be dangerous; its escapes of 2016, 2019, 2024 and 2025 all went through methods of
``str`` (``format``, ``format_map``, ``|attr``).  Here everything is closed and a list says what is open: after a dot
stands a key of the data, never an attribute of a Python object; filters, tests, functions and callables are named one
by one; ``+ * ** % ~`` refuse results beyond a bound (``bounds``), and so do loops.  ``expression`` is for who evaluates one
expression by itself, and is imported when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from functools import partial, wraps
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

from jinja2 import ChainableUndefined, StrictUndefined, Undefined, nodes
from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from jinja2.filters import _GroupTuple
from jinja2.parser import Parser
from jinja2.runtime import Context, LoopContext, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import Cycler, Joiner, Namespace, missing, pass_context
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from reportgen.message import Message, say
from reportgen.provenance import (
    Stretch,
    Text,
    Traced,
    TracedMapping,
    TracedSequence,
    bare,
    mark_of,
    merged,
    origins,
    stretches,
)
from reportgen.sandbox.bounds import FILTERS, TOO_LONG, bounded_range, check_operands, finite, refuse, weight
from reportgen.sandbox.texts import NoText as NoText
from reportgen.sandbox.texts import text_of

if TYPE_CHECKING:
    from reportgen.sandbox.expression import Expression as Expression
    from reportgen.sandbox.expression import UnknownFilter as UnknownFilter

Filters = Mapping[str, Callable[..., Any]]


def __getattr__(name: str) -> object:
    if name not in ("Expression", "UnknownFilter"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.expression"), name)
    return found


RUNTIME_FAULTS = (
    TemplateError, TypeError, ValueError, ArithmeticError, LookupError, AttributeError, RecursionError, OverflowError,
    MemoryError,
)  # fmt: skip
"""What evaluating a stranger's expression may raise; anything else is a fault of ours."""

COMPILER_FAULTS = (SyntaxError, RecursionError, MemoryError, ValueError)
"""What Python and Jinja say of a program that is beyond them: too deep, too long, a number of too many digits."""

_LOOP_NAMES = frozenset(
    "index index0 revindex revindex0 first last length depth depth0 previtem nextitem cycle changed".split()
)
_STRUCTURAL = tuple(
    "batch default d dictsort first groupby items last list map max min reject rejectattr reverse select selectattr "
    "slice sort sum unique".split()
)
_SCALAR = tuple(
    "abs capitalize count float int join length lower replace round string title trim truncate upper wordcount".split()
)
_TESTS = tuple(
    "boolean defined divisibleby eq equalto even false float ge greaterthan gt in integer iterable le lessthan lower lt "
    "mapping ne none number odd sameas sequence string true undefined upper == != < <= > >=".split()
)
REFUSED_FILTERS: Mapping[str, Message] = {
    "attr": say("它能读到程序内部的东西"),
    "safe": say("值总是按原样文字打印，不能当作格式代码"),
    "xmlattr": say("它只用于网页"),
    "urlize": say("它只用于网页"),
    "tojson": say("它只用于网页"),
    "pprint": say("它只用于调试"),
    "random": say("同样的输入必须得到同样的文件"),
}
"""Jinja filters that are left out on purpose, each with the reason a clerk is told."""


_OF_MAPPINGS = {"items": "items", "keys": "keys", "values": "values"}
_OF_MAPPINGS |= {f"iter{name}": name for name in _OF_MAPPINGS}
"""Methods that only read a mapping, and the filters that do the same; they are read as those.  Scripts once written for Python 2
have them under the names with ``iter``, also as functions."""
_OF_TEXTS = {"upper": "upper", "lower": "lower", "capitalize": "capitalize", "strip": "trim"}
"""Methods of texts that only read them; read as those filters where a program says so, otherwise told."""
METHODS: Mapping[str, str] = {
    "upper": "|upper", "lower": "|lower", "title": "|title", "capitalize": "|capitalize", "strip": "|trim", "lstrip": "|trim",
    "rstrip": "|trim", "replace": say('|replace("旧", "新")'), "join": say('列表|join("、")'), "format": say('"%.2f"|format(数)'),
    "split": say("（在数据里写成列表）"), "strftime": say("|日期"), "isoformat": say("|日期"), "count": "|length", "index": "loop.index",
    "get": say('["键"]|default("")'), "sort": "|sort", "reverse": "|reverse", "append": say("（在数据里备好）"),
    "zfill": say('"%05d"|format(数)'), "encode": say("（去掉它）"),
}  # fmt: skip
"""Methods of Python that people write in templates, and what does the same here."""


class UnknownName(UndefinedError):
    """A name that the data do not have: ``name``, and ``owner``, the value it was looked for in (``missing`` for
    none)."""

    def __init__(self, name: str, owner: Any, sentence: Message) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.name = name
        self.owner = owner


_HINTS: Mapping[str, Message] = {
    "No first item, sequence was empty.": say("列表是空的，没有第一项"),
    "No last item, sequence was empty.": say("列表是空的，没有最后一项"),
    "No aggregated item, sequence was empty.": say("列表是空的，没有最大、最小的一项"),
    "there is no previous item": say("第一项前面没有别的项"),
    "there is no next item": say("最后一项后面没有别的项"),
    "No caller defined": say("这个宏要用 {{% call %}} 来调用"),
}
"""What Jinja says, in English, of something that is not there → the same for a clerk."""
_NO_VALUE = say("这里没有值")


def unknown_sentence(name: str, *, top: bool) -> Message:
    """What is said of a name that is not there, on top of the data or in a group of them."""
    return say("没有名为“{name}”的数据", name=name) if top else say("这项数据没有下一级“{name}”", name=name)


def _beyond(held: Sequence[Any], place: str) -> Message:
    """An index that a list or text does not have."""
    if isinstance(held, str):
        return say("这段文字只有{count}个字，没有 [{index}]（从 0 数起）", count=len(held), index=place)
    return say("这个列表只有{count}项，没有 [{index}]（从 0 数起）", count=len(held), index=place)


class Unknown(StrictUndefined):
    """Raises ``UnknownName``, in Chinese, as soon as anything but ``is defined`` or ``|default`` is done with it."""

    __slots__ = ()
    __abs__ = __round__ = Undefined._fail_with_undefined_error

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = None) -> None:
        super().__init__(hint, obj, name, exc or partial(UnknownName, str(name), obj))  # type: ignore[arg-type]

    @property
    def _undefined_message(self) -> Message:
        if self._undefined_hint:
            return _HINTS.get(self._undefined_hint, _NO_VALUE)
        place, held = str(self._undefined_name), bare(self._undefined_obj)
        if isinstance(held, (list, tuple, str, TracedSequence)) and place.removeprefix("-").isdecimal():
            return _beyond(held, place)
        if place in METHODS and held is not missing:
            return say("“.{method}()”是 Python 的写法，这里不能用", method=place)
        return unknown_sentence(place, top=self._undefined_obj is missing)

    def unknown(self) -> UnknownName:
        """The exception that using it would raise."""
        return UnknownName(str(self._undefined_name), self._undefined_obj, self._undefined_message)


class Beside(Unknown):
    """The item before the first of a loop, or behind the last: unlike everything, as Jinja has it in conditions; it cannot be
    printed."""

    __slots__ = ()
    __eq__ = Undefined.__eq__  # type: ignore[assignment]
    __ne__ = Undefined.__ne__  # type: ignore[assignment]
    __hash__ = Undefined.__hash__  # type: ignore[assignment]
    __bool__ = Undefined.__bool__  # type: ignore[assignment]


class Blank(ChainableUndefined):
    """An unknown name that prints nothing, and so does whatever is asked of it: docxtpl's way, for who wants it."""

    __slots__ = ()


def lifted(function: Callable[..., Any]) -> Callable[..., Any]:
    """A filter over bare values → the same filter over traced values; the result has the origins of all arguments."""
    skip = 1 if getattr(function, "jinja_pass_arg", None) is not None else 0

    @wraps(function, assigned=())
    def apply(*args: Any, **named: Any) -> Any:
        if len(args) == skip + 1 and not named:
            return _of_one(function, args[:skip], args[skip])
        group = merged([origins(value) for value in (*args[skip:], *named.values())])
        if not group:
            return function(*args, **named)
        plain = [bare(value) for value in args[skip:]]
        result = function(*args[:skip], *plain, **{name: bare(value) for name, value in named.items()})
        if isinstance(result, (Traced, Undefined)):
            return result
        mark = mark_of((*args[skip:], *named.values())) if isinstance(result, str) else ""
        return Text([Stretch(result, group, mark)]) if mark else Traced(result, group)

    return apply


def _of_one(function: Callable[..., Any], before: tuple[Any, ...], value: Any) -> Any:
    """A filter of nothing but the value before it, by far the commonest case."""
    group = origins(value)
    result = function(*before, bare(value))
    if not group or isinstance(result, (Traced, Undefined)):
        return result
    mark = mark_of(value) if isinstance(result, str) else ""
    return Text([Stretch(result, group, mark)]) if mark else Traced(result, group)


def _lifted_test(function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function, assigned=())
    def apply(*args: Any) -> Any:
        return function(*(bare(value) for value in args))

    return apply


def keeps_trace(function: Callable[..., Any]) -> Callable[..., Any]:
    """Marks a filter that handles traced values itself, so that it is not lifted."""
    function.keeps_trace = True  # type: ignore[attr-defined]
    return function


def escape(value: Any) -> Any:
    """``|e``: nothing to do, since whatever is printed is escaped; kept because docxtpl's templates say it."""
    return value


@keeps_trace
def connect(values: Any, between: str = "") -> Text:
    """``|连接``: a list of texts → one text; each stretch keeps the places it came from."""
    parts: list[Stretch] = []
    items = [values] if isinstance(values, (str, Traced)) else list(values)
    refuse(sum(len(text_of(item)) for item in items) + len(text_of(between)) * len(items), TOO_LONG)
    for number, item in enumerate(items):
        if number and between:
            parts.append(Stretch(str(between)))
        parts.extend(stretches(item))
    return Text(parts)


def _pairs(value: Any) -> list[tuple[Any, Any]]:
    """``|items``: the keys and values of a mapping, values traced.  An unknown name is told, as in any other loop."""
    if isinstance(value, Undefined):
        return list(value)
    if not isinstance(value, Mapping):
        raise TypeError(say("只有“键: 值”这样的一组数据才有条目"))
    return list(value.items())


def _keys(value: Any) -> list[Any]:
    """``|keys``: those of a mapping."""
    return [key for key, _ in _pairs(value)]


def _values(value: Any) -> list[Any]:
    """``|values``: those of a mapping, traced."""
    return [held for _, held in _pairs(value)]


def _decimal(written: str) -> Decimal:
    """A constant with a point or an exponent, exact; one beyond all numbers is refused."""
    made: Decimal = finite(Decimal(written))
    return made


class SandboxParser(Parser):
    """Jinja's parser, to which ``d.items()`` and ``iteritems(d)`` are what ``d|items`` is: nothing is called, the data are read."""

    def parse_call(self, node: nodes.Expr) -> nodes.Expr:  # type: ignore[override]
        call = super().parse_call(node)
        if not isinstance(call, nodes.Call) or call.kwargs or call.dyn_args or call.dyn_kwargs:
            return call
        methods = self.environment.methods if isinstance(self.environment, Sandbox) else _OF_MAPPINGS
        if isinstance(node, nodes.Getattr) and node.attr in methods and not call.args:
            return nodes.Filter(node.node, methods[node.attr], [], [], None, None, lineno=node.lineno)
        if isinstance(node, nodes.Name) and node.name.startswith("iter") and node.name in _OF_MAPPINGS and len(call.args) == 1:
            return nodes.Filter(call.args[0], _OF_MAPPINGS[node.name], [], [], None, None, lineno=node.lineno)
        return call


class _Transformer(NodeTransformer):
    """Makes ``a ~ b`` a filter, so that origins survive it, decimal constants exact, and ``a if b`` nothing where ``b``
    does not hold: who writes no ``else`` wants nothing, which is no unknown name."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Node:
        self.generic_visit(node)
        items = nodes.List(node.nodes, lineno=node.lineno)
        return nodes.Filter(items, "#concat", [], [], None, None, lineno=node.lineno)

    def visit_CondExpr(self, node: nodes.CondExpr) -> nodes.Node:
        self.generic_visit(node)
        if node.expr2 is None:
            node.expr2 = nodes.Const("", lineno=node.lineno)
        return node

    def visit_Const(self, node: nodes.Const) -> nodes.Node:
        if isinstance(node.value, float):
            text = nodes.Const(repr(node.value), lineno=node.lineno)
            return nodes.Filter(text, "#decimal", [], [], None, None, lineno=node.lineno)
        return node


def needs_preparing(found: Mapping[type[nodes.Node], Sequence[Any]]) -> bool:
    """Whether ``prepared`` would change any of the nodes, given by kind: walking a tree takes as long as compiling it."""
    changed = [each for kind in (nodes.Concat, nodes.CondExpr) for each in found.get(kind, ())]
    return bool(changed) or any(isinstance(each.value, float) for each in found.get(nodes.Const, ()))


def prepared(tree: nodes.Template, sandbox: Sandbox) -> nodes.Template:
    """A parsed program as it must be before it is compiled."""
    _Transformer().visit(tree)
    tree.set_environment(sandbox)
    return tree


class Sandbox(ImmutableSandboxedEnvironment):
    """Jinja, closed but for what is listed here."""

    meter: Callable[[Context, int], None] | None = None
    """Told of each call and operation, and how large what it made is, so that all of them together can be bounded."""
    methods: Mapping[str, str] = _OF_MAPPINGS
    """Methods that are read as filters."""
    intercepted_binops: ClassVar[frozenset[str]] = frozenset("+ - * / // % **".split())  # type: ignore[misc]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return SandboxParser(self, source, name, filename).parse()

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict:  # by far the commonest case
            try:
                return obj[attribute]
            except KeyError:
                pass
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A key of a mapping, an index of a list or text, a name of ``loop`` or ``namespace``; else undefined."""
        if type(obj) is TracedMapping or isinstance(obj, Mapping):
            return self._key(obj, argument)
        key = bare(argument)
        if isinstance(obj, LoopContext):
            found = getattr(obj, key) if key in _LOOP_NAMES else self.undefined(obj=obj, name=key)
            strict = key in ("previtem", "nextitem") and isinstance(found, Unknown)
            return Beside(found._undefined_hint) if strict else found
        if isinstance(obj, Namespace):
            return super().getattr(obj, key)
        if isinstance(obj, _GroupTuple) and key in ("grouper", "list"):
            return getattr(obj, key)
        if isinstance(obj, Cycler) and key in ("next", "current", "reset"):
            return getattr(obj, key)
        if isinstance(obj, Beside):
            return obj
        if isinstance(key, str) and key in _PARTS_OF_DATES:
            from reportgen.sandbox.dates import part_of_date  # here: few programs ask what a date is made of

            part, group = part_of_date(bare(obj), key), origins(obj)
            if part is not None:
                return Traced(part, group) if group else part
        if isinstance(obj, Undefined):
            return getattr(obj, str(key))  # raises and names what is undefined
        if isinstance(key, (int, slice)) and isinstance(obj, (list, tuple, str, Traced, TracedSequence)):
            try:
                return obj[argument]
            except (IndexError, TypeError):
                pass
        return self.undefined(obj=obj, name=str(key))

    def _key(self, obj: Mapping[Any, Any], argument: Any) -> Any:
        try:
            return obj[argument]
        except (KeyError, TypeError):
            return self.undefined(obj=obj, name=bare(argument))

    def call(__self, __context: Context, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        owner = getattr(__obj, "__self__", None)
        if isinstance(__obj, _CALLABLE) or isinstance(owner, (LoopContext, Cycler)) or __obj in _FUNCTIONS:
            if __self.meter is not None:
                __self.meter(__context, 4 + (weight(args[0]) if isinstance(__obj, LoopContext) and args else 0))
            return __context.call(__obj, *args, **kwargs)
        raise SecurityError(say("数据只能读取，不能当作函数调用；请改用过滤器，例如 |upper、|items、|replace"))

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        first, second = _exact(bare(left), bare(right))
        check_operands(operator, first, second)
        result = finite(self.binop_table[operator](first, second))
        if self.meter is not None:
            self.meter(context, weight(result))
        group = merged((origins(left), origins(right)))
        return Traced(result, group) if group else result


def _exact(left: Any, right: Any) -> tuple[Any, Any]:
    """Python refuses Decimal with float; the float is taken as it is written."""
    if isinstance(left, Decimal) and isinstance(right, float):
        return left, Decimal(repr(right))
    if isinstance(right, Decimal) and isinstance(left, float):
        return Decimal(repr(left)), right
    return left, right


@keeps_trace
@pass_context
def _concat(context: Context, values: Iterable[Any]) -> Any:
    """``a ~ b``: markup made by the program itself stays markup, anything else is text; origins are kept."""
    items = list(values)
    kinds = set(map(type, items))
    if kinds == _TEXT:
        refuse(sum(map(len, items)), TOO_LONG)
        return "".join(items)
    marked = any(issubclass(kind, Markup) for kind in kinds)
    if not marked and any(issubclass(kind, Traced) for kind in kinds):
        return connect(items)
    texts = [text_of(item) for item in items]
    refuse(sum(map(len, texts)), TOO_LONG)
    return (Markup("") if marked else "").join(texts)


_TEXT = {str}
"""Of what most texts are made."""


_FUNCTIONS = (bounded_range, Namespace, dict, Cycler, Joiner)
_CALLABLE = (Macro, Undefined, LoopContext, Joiner)
_PARTS_OF_DATES = frozenset("year month day hour minute second".split())


def environment(filters: Filters | None = None, *, undefined: type[Undefined] = Unknown, scripted: bool = False) -> Sandbox:
    """A closed Jinja with the listed filters and ``filters``; delimiters are control characters, which XML cannot
    hold.  If ``scripted``, some methods of texts are read as the filters that do the same."""
    made = Sandbox(
        block_start_string="\x01", block_end_string="\x02",
        variable_start_string="\x03", variable_end_string="\x04",
        comment_start_string="\x05", comment_end_string="\x06",
        keep_trailing_newline=True, autoescape=True, undefined=undefined, cache_size=0,
    )  # fmt: skip
    made.methods = {**_OF_MAPPINGS, **_OF_TEXTS} if scripted else _OF_MAPPINGS
    made.optimized = False  # folding constants costs more at opening than it ever gains
    builtin = made.filters
    builtin = {**builtin, **FILTERS}
    made.filters = {name: builtin[name] for name in _STRUCTURAL if name in builtin}
    made.filters |= {name: lifted(builtin[name]) for name in (*_SCALAR, "format")}
    made.filters |= {"e": escape, "escape": escape, "items": _pairs, "keys": _keys, "values": _values}
    made.filters |= {"连接": connect, "#concat": _concat, "#decimal": _decimal}
    for name, function in (filters or {}).items():
        made.filters[name] = function if hasattr(function, "keeps_trace") else lifted(function)
    tests: Mapping[str, Any] = dict(made.tests)
    made.tests = {name: _lifted_test(tests[name]) for name in _TESTS if name in tests}
    made.globals = {"range": bounded_range, "namespace": Namespace, "dict": dict, "cycler": Cycler, "joiner": Joiner}
    return made
