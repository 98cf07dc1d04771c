"""Where printed text came from: characters of a sentence of the input, or a figure or name of it.

Knows no text.  Who makes a copy hands its spelling on without taking it apart (``address``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportgen.regex import regex
from reportgen.report.model.address import Address, parted
from reportgen.value_object import ValueObject

_ORIGIN = regex(r"(?P<address>.*)(?P<sign>[@#])(?P<first>\d+):(?P<last>\d+)", re.S)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Origin(ValueObject):
    """Where printed text came from: characters ``first``–``last`` of a sentence (``kind`` is ``LITERAL`` for its own words,
    ``REFERENCE`` for a 【…】 in it), or, without a kind, a figure or name."""

    address: Address
    kind: str = ""
    first: int = 0
    last: int = 0

    def __str__(self) -> str:
        return f"{self.address}{self.kind}{self.first}:{self.last}" if self.kind else str(self.address)

    @classmethod
    def parse(cls, text: str) -> Origin:
        """Reads the spelling; raises ``ValueError`` for another text."""
        address, kind, first, last = parted(text)
        return cls(Address.parse(address), kind, first, last)


def of_old_spelling(text: str) -> Origin:
    """An origin as it was written before names were quoted: every dot parts steps.

    Records of that time stay readable; a name that itself had a dot or a bracket was ambiguous then and is still.
    """
    found = _ORIGIN.fullmatch(text)
    address = Address(tuple(_old_steps(found["address"] if found else text)))
    return Origin(address, found["sign"], int(found["first"]), int(found["last"])) if found else Origin(address)


def _old_steps(text: str) -> Iterable[str | int]:
    for step in text.split("."):
        name, bracket, rest = step.partition("[")
        yield name
        if bracket:
            yield from (int(number) for number in re.findall(r"\d+", rest))
