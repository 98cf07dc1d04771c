"""A value beyond text that a tag has printed, as it is noted until its part is rendered.

Knows no document: ``render.printer`` notes it and leaves a mark in the XML, ``placement`` puts it in the place of the mark.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.engine.values.base import Value
from reportgen.value_object import ValueObject


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PrintedValue(ValueObject):
    """A printed value that is no text: the number of the tag, the value, and where it came from."""

    number: int
    value: Value
    origins: tuple[str, ...]
