"""A value that an operation is to put into a text → its text, or a refusal where it has none but Python's way of writing it.

Knows neither Jinja nor Word.  What is printed by itself is judged where it is printed; here is the same judgement for what is
joined, concatenated, formatted or changed by a filter on its way there: nobody means the word ``None``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import wraps
from typing import Any

from jinja2 import Undefined

from reportgen.message import say
from reportgen.provenance import Traced, bare, worded

_PLAIN = (str, int, float, Decimal)
"""Whose text is what one reads, though ``int`` has no ``__str__`` of its own."""


class NoText(ValueError):
    """``value`` is nothing, a list, a mapping, or an object of the program, and was to become text; ``item`` if it is one of
    a list that was to be joined."""

    def __init__(self, value: Any, *, item: bool = False) -> None:
        empty = say("列表里有一项是空的") if item else say("这项数据是空的")
        super().__init__(empty if value is None else say("这里是一个列表或一组数据，不是文字"))
        self.value = value
        self.item = item


def text_of(value: Any) -> str:
    """The text of a value; what is a text already, markup included, as it is.  Raises ``NoText``."""
    if isinstance(value, str):
        return value
    held(value)
    return worded(value.value) if isinstance(value, Traced) else worded(value)


def texts_of(values: Iterable[Any]) -> list[str]:
    """The texts of the items of a list.  Raises ``NoText``."""
    try:
        return [text_of(value) for value in values]
    except NoText as fault:
        raise NoText(fault.value, item=True) from None


def held(value: Any) -> Any:
    """The value itself, if it has a text.  Raises ``NoText``."""
    plain = bare(value)
    if isinstance(plain, (*_PLAIN, Undefined)):
        return value
    own: object = type(plain).__str__
    if isinstance(plain, (bytes, type, Mapping)) or own is object.__str__:
        raise NoText(plain)
    return value


def of_texts(function: Callable[..., Any], changed: int = 0) -> Callable[..., Any]:
    """A filter that changes a text, which makes one of whatever it is given → the same, which refuses what has none; the
    text is its argument number ``changed``."""

    @wraps(function)
    def apply(*args: Any, **named: Any) -> Any:
        if len(args) > changed:
            held(args[changed])
        return function(*args, **named)

    return apply
