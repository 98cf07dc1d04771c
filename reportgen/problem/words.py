"""What a problem says in the language of a catalogue, as plain text for each of its parts.

Knows neither the problem nor the language.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Wording(ValueObject):
    """What a problem says, in one language; empty where it has no place or no hint."""

    grade: str
    place: str
    message: str
    hint: str
    also: tuple[str, ...]
    words: str
