"""What can be calculated with → arithmetic and comparison by its exact value and unit; and the refusal where there is none.

Knows no unit and no arithmetic: ``quantity`` has both, and is read when something is calculated.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportgen.message import Message


class NoFigure(ValueError):
    """Something was to be calculated with a datum that has no number, or said of one that it does not fit; the message says
    why and ``hint`` what to do, for a clerk, ``lacks_last`` that it is last year's number that is missing, and ``mend`` makes
    of the inside of a reference what it should be."""

    def __init__(
        self, message: Message, hint: Message | None = None, *, lacks_last: bool = False, mend: Callable[[str], str] | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.lacks_last = lacks_last
        self.mend = mend


class Calculable:
    """Arithmetic and comparison by exact value and unit, so that 【甲 + 乙】 and 甲 <= 乙 work on data."""

    __slots__ = ()

    @property
    def quantity(self) -> Any:
        """The exact value with its unit (``quantity.Quantity``); raises ``NoFigure``."""
        raise NotImplementedError

    def __add__(self, other: Any) -> Any:
        return self.quantity.__add__(other)

    def __radd__(self, other: Any) -> Any:
        return self.quantity.__radd__(other)

    def __sub__(self, other: Any) -> Any:
        return self.quantity.__sub__(other)

    def __rsub__(self, other: Any) -> Any:
        return self.quantity.__rsub__(other)

    def __mul__(self, other: Any) -> Any:
        return self.quantity.__mul__(other)

    def __rmul__(self, other: Any) -> Any:
        return self.quantity.__rmul__(other)

    def __truediv__(self, other: Any) -> Any:
        return self.quantity.__truediv__(other)

    def __rtruediv__(self, other: Any) -> Any:
        return self.quantity.__rtruediv__(other)

    def __neg__(self) -> Any:
        return -self.quantity

    def __abs__(self) -> Any:
        return abs(self.quantity)

    def __lt__(self, other: Any) -> Any:
        return self.quantity.__lt__(other)

    def __le__(self, other: Any) -> Any:
        return self.quantity.__le__(other)

    def __gt__(self, other: Any) -> Any:
        return self.quantity.__gt__(other)

    def __ge__(self, other: Any) -> Any:
        return self.quantity.__ge__(other)
