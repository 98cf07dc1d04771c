"""Operands and filter arguments → the result, or a refusal before it is made where it would be without measure.

Knows neither Jinja's trees nor Word.  Jinja's sandbox bounds ``range`` alone; an operator or a filter can make a text of
10¹² characters out of two of 10⁶, or a number of 10⁹ digits, in one step.  Each function here works out how large the
result would be and raises ``SecurityError`` beyond ``MAX_TEXT``; the message says so in Chinese.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import Any

from jinja2 import Environment, Undefined
from jinja2 import filters as jinja_filters
from jinja2.exceptions import SecurityError
from jinja2.nodes import EvalContext
from jinja2.utils import pass_environment, pass_eval_context

from reportgen.message import Message, say
from reportgen.provenance import bare
from reportgen.regex import regex
from reportgen.sandbox.texts import held, of_texts, text_of, texts_of

MAX_TEXT = 1_000_000
"""Longest text, in characters, and longest list, in items, that an operator or a filter may make."""
MAX_BITS = 4096
"""Largest whole number, in bits, that an operator may make."""
MAX_DIGITS = 1_200
"""Most digits before the point of a number that is made a whole number (as many as ``MAX_BITS`` has)."""
MAX_RANGE = 100_000
"""Longest ``range(…)``; most columns or rows of ``|batch`` and ``|slice``."""
MAX_PLACES = 100
"""Most decimal places of ``|round``, on either side of the point."""

_CONVERSION = regex(r"%(?:(?P<flags>[-+ 0#]*)(?P<width>\d*)(?:\.(?P<places>\d*))?(?P<kind>[sdifeEgGxXoc%]))")
_PATTERN = regex(r"(?:[^%]|%%|%[-+ 0#]{0,5}\d{0,2}(?:\.\d{0,2})?[sdifeEgGxXoc])*")


TOO_LONG = say("拼出来的文字太长")
_TOO_LARGE = say("计算结果太大")
_TOO_GREAT = say("这个数太大")


_REFUSED = object()
"""In the place of the default of a filter: there is none."""


def refuse(size: int, sentence: Message = _TOO_LARGE) -> None:
    """Raises ``SecurityError`` where ``size`` is beyond ``MAX_TEXT``."""
    if size > MAX_TEXT:
        raise SecurityError(sentence)


def finite(value: Any) -> Any:
    """A result as it is; refused where it is beyond all numbers, and would print as one of Python's words for that."""
    if isinstance(value, (Decimal, float)) and not isfinite(value):
        raise SecurityError(say("计算结果太大，或不是一个数"))
    return value


def weight(value: Any) -> int:
    """How much work going over a value once is, in steps of a loop: 1 for anything small."""
    plain = bare(value)
    if isinstance(plain, str):
        return 1 + (len(plain) >> 6)
    if isinstance(plain, (list, tuple)):
        return 1 + len(plain) + sum(len(item) >> 6 for item in plain if isinstance(item, str))
    return 1 + len(plain) if isinstance(plain, (range, Mapping)) else 1


def check_operands(operator: str, left: Any, right: Any) -> None:
    """Refuses operands whose result would be beyond the bounds, before it is made."""
    size = 0
    if operator == "+" and _long(left) and _long(right):
        size = len(left) + len(right)
    elif operator == "*" and (_long(left) or _long(right)):
        sequence, times = (left, right) if _long(left) else (right, left)
        size = len(sequence) * max(int(times), 0) if isinstance(times, int) else 0
    elif operator == "%" and isinstance(left, str):
        raise SecurityError(say("文字后面不能用 %；请改用 |format"))
    elif isinstance(left, int) and isinstance(right, int):
        size = MAX_TEXT * _result_bits(operator, left, right) // MAX_BITS
    elif operator == "//":
        _digits(left)
    refuse(size)


def _long(value: Any) -> bool:
    return isinstance(value, (str, list, tuple))


def _result_bits(operator: str, left: int, right: int) -> int:
    if operator == "**":
        return left.bit_length() * max(right, 0)
    if operator == "*":
        return left.bit_length() + right.bit_length()
    return 0


def _digits(value: Any) -> None:
    if isinstance(value, Decimal) and value.is_finite() and value.adjusted() > MAX_DIGITS:
        raise SecurityError(_TOO_GREAT)


def bounded_range(*args: Any) -> range:
    """``range(…)`` of at most ``MAX_RANGE`` steps."""
    steps = range(*(int(bare(value)) for value in args))
    if len(steps) > MAX_RANGE:
        raise SecurityError(say("range 一次最多 {steps} 步", steps=format(MAX_RANGE, ",")))
    return steps


def printf(pattern: Any, *values: Any) -> str:
    """``"%.2f"|format(x)`` with plain conversions and a width and precision of at most two digits.

    Raises ValueError for anything else in the pattern.
    """
    text = str(pattern)
    if not _PATTERN.fullmatch(text):
        raise ValueError(say("格式“{pattern}”不能用，只能写 %s、%d、%.2f 这一类", pattern=text[:40]))
    for value in values:
        _digits(held(value))
    refuse(len(text) + 100 * len(values) + sum(len(value) for value in values if isinstance(value, str)))
    prepared, conversions = _pattern(text)
    if len(conversions) != len(values):
        return str(text % values)  # raises, and says so
    return prepared % tuple([_converted(each, value) for each, value in zip(conversions, values, strict=True)])


@lru_cache(64)
def _pattern(text: str) -> tuple[str, tuple[tuple[str, str, int, int], ...]]:
    """A pattern in which texts stand for numbers with a point, and of each conversion its kind, how such a number is written,
    its places, and how wide it is filled with noughts."""
    conversions = []
    for found in _CONVERSION.finditer(text):
        flags, kind = found["flags"], found["kind"]
        if kind != "%":
            places = 6 if found["places"] is None else int(found["places"] or 0)
            sign = next((each for each in "+ " if each in flags), "-")
            room = int(found["width"] or 0) if "0" in flags and "-" not in flags else 0
            conversions.append((kind, f"{sign}.{places}f", places, room))
    prepared = _CONVERSION.sub(lambda found: f"%{found['flags']}{found['width']}s" if found["kind"] == "f" else found[0], text)
    return prepared, tuple(conversions)


def _converted(conversion: tuple[str, str, int, int], value: Any) -> Any:
    """What stands for a value in a pattern; a fixed number of places is rounded as ``|round`` does, exactly."""
    kind, form, places, room = conversion
    if kind == "s":
        return text_of(value)
    if kind != "f":
        return value
    from reportgen.sandbox.figures import exact, rounded  # here, and below: few templates reckon

    written = format(rounded(finite(exact(value)), places), form)
    sign = written[0] if written[0] in "-+ " else ""
    return sign + written[len(sign) :].rjust(room - len(sign), "0")


@pass_eval_context
def _join(context: EvalContext, value: Iterable[Any], d: str = "", attribute: str | int | None = None) -> str:
    if attribute is not None:
        value = map(jinja_filters.make_attrgetter(context.environment, attribute), value)
    items = texts_of(value)
    refuse(sum(map(len, items)) + len(str(d)) * len(items), TOO_LONG)
    return text_of(jinja_filters.do_join(context, items, text_of(d)))


@pass_eval_context
def _replace(context: EvalContext, s: Any, old: Any, new: Any, count: int | None = None) -> str:
    text, gone, placed = text_of(s), text_of(old), text_of(new)
    times = text.count(gone) if gone else len(text) + 1
    refuse(len(text) + times * len(placed), say("替换出来的文字太长"))
    return text_of(jinja_filters.do_replace(context, text, gone, placed, count))


@pass_environment
def _sum(environment: Environment, iterable: Any, attribute: Any = None, start: Any = 0) -> Any:
    if not isinstance(bare(start), (int, float, Decimal)):
        raise TypeError(say("sum 只能加数"))
    return jinja_filters.sync_do_sum(environment, iterable, attribute, start)


def _batch(value: Iterable[Any], linecount: Any, fill_with: Any = None) -> Any:
    return jinja_filters.do_batch(value, _few(linecount), fill_with)


def _slice(value: Any, slices: Any, fill_with: Any = None) -> Any:
    return jinja_filters.sync_do_slice(value, _few(slices), fill_with)


def _few(number: Any) -> int:
    count = int(bare(number))
    if not 1 <= count <= MAX_RANGE:
        raise SecurityError(say("份数要在 1 到 {most} 之间", most=format(MAX_RANGE, ",")))
    return count


def _int(value: Any, default: Any = _REFUSED, base: int = 10) -> Any:
    """``|int``: what is behind the point is cut off, as in Jinja; what is no number is refused unless the template says what
    stands for it."""
    _digits(value)
    refuse(len(value) * MAX_TEXT // MAX_DIGITS if isinstance(value, str) else 0, _TOO_GREAT)
    if base != 10 and isinstance(value, str):
        return jinja_filters.do_int(value, default, base) if default is not _REFUSED else int(value, base)
    number = _number(value, default)
    _digits(number)
    return int(number) if number is not default else default


def _round(value: Any, precision: Any = 0, method: Any = "common") -> Any:
    if abs(int(precision)) > MAX_PLACES:
        raise SecurityError(say("round 的位数要在 {places} 以内", places=MAX_PLACES))
    _digits(value)
    if isinstance(value, (int, float, Decimal)):
        from reportgen.sandbox.figures import rounded

        return rounded(finite(value), int(precision), method)
    return jinja_filters.do_round(value, int(precision), method)


def _float(value: Any, default: Any = _REFUSED) -> Any:
    """``|float``, exact; what is no number is refused unless the template says what stands for it."""
    if isinstance(value, float):
        return finite(value)
    _digits(value)
    from reportgen.sandbox.figures import as_float

    number = _number(value, default)
    _digits(number)
    return as_float(number) if number is not default else default


def _number(value: Any, default: Any) -> Any:
    if isinstance(value, Undefined):
        float(value)  # raises, and says what is unknown
    from reportgen.sandbox.figures import exact

    try:
        return finite(exact(value))
    except ValueError:
        if default is _REFUSED:
            raise
        return default


def _default(value: Any, default_value: Any = "", boolean: bool = False) -> Any:
    """``|default("—")``: also of what is there and empty; a figure 0 stays, unless ``true`` asks for all that counts as false."""
    empty = bare(value) is None or isinstance(value, Undefined)
    return default_value if empty or (boolean and not value) else value


FILTERS: Mapping[str, Callable[..., Any]] = {
    "join": _join, "replace": _replace, "batch": _batch, "slice": _slice, "int": _int, "round": _round, "format": printf,
    "sum": _sum, "string": text_of, "float": _float,
    "default": _default, "d": _default,
    **{name: of_texts(jinja_filters.FILTERS[name]) for name in ("capitalize", "lower", "title", "trim", "upper", "wordcount")},
    "truncate": of_texts(jinja_filters.FILTERS["truncate"], 1),
}  # fmt: skip
"""Jinja's filters that could make something large, no number at all, or Python's words for nothing, in their bounded form."""
