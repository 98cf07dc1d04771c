"""What a filter is to take for a number → the number, exact, and rounded half up as an office rounds.

Knows neither Jinja's trees nor reports.  Jinja's own ``|int`` and ``|float`` make 0 of what they cannot read, ``|round`` rounds
a half to the even digit, and ``"%.1f"`` goes through a binary fraction: each is a wrong figure in silence.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal, localcontext
from functools import cache
from typing import Any

from reportgen.message import say
from reportgen.sandbox.texts import text_of

_WAYS = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}
_DIGITS = 1_400
"""More than any number has that is let through to be rounded."""
_FRACTION = 60
"""Further from the point than this a number keeps its exponent."""


_USUAL = 26
"""Digits that every context holds."""


class NoNumber(ValueError):
    """A text is no figure that stands for itself: a word, a range, an approximation, one with a unit."""

    def __init__(self, given: str) -> None:
        super().__init__(say("“{given}”不是一个单独的数，不能当作数来用", given=given[:40]))


def exact(value: Any) -> Decimal:
    """A number, or a text that is one as a clerk types it (1,234.50, wide digits), as a decimal.  Raises
    ``NoNumber``, ``NoText``."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, (int, float)):
        return Decimal(repr(value + 0) if isinstance(value, bool) else repr(value))
    from reportgen.text.numbers import read_figure  # here: most numbers of data are numbers already

    written = text_of(value)
    if len(written) > _DIGITS:
        raise NoNumber(written)
    figure = read_figure(written)
    if figure is not None and figure.upper is None and not figure.unit and not figure.approximate:
        return figure.value
    try:
        made = Decimal(written.strip())  # with an exponent
    except ArithmeticError:
        raise NoNumber(written) from None
    if "_" in written or (made and made.is_finite() and abs(made.adjusted()) > _DIGITS):
        raise NoNumber(written)
    return made


def rounded(value: Any, places: int, method: str = "common") -> Any:
    """A number at so many places, of its own kind; ``method`` is Jinja's: ``common`` is half up, also away from 0 below it."""
    if method not in _WAYS:
        raise ValueError(say("round 的方式只有 common、ceil、floor"))
    number = exact(value)
    if number.adjusted() + places < _USUAL:  # no context of its own, which takes longer than all the rest
        made = number.quantize(_unit(places), _WAYS[method])
    else:
        with localcontext(prec=_DIGITS):
            made = number.quantize(_unit(places), _WAYS[method])
    if isinstance(value, int):
        return int(made)
    return float(made) if isinstance(value, float) else made


@cache
def _unit(places: int) -> Decimal:
    """Of so many places, of which a caller lets through a hundred on either side of the point."""
    return Decimal(1).scaleb(-places)


def as_float(value: Decimal) -> Decimal:
    """As a fraction prints in Jinja, with one decimal at least and none too many, but exact."""
    if abs(value.adjusted()) > _FRACTION:
        return value
    text = format(value, "f")
    if "." in text:
        text = text.rstrip("0")
    return Decimal(text + "0" if text.endswith(".") else text if "." in text else text + ".0")
