"""A text → the signs in it that nobody sees and that let a reader see something else than the program reads.

Knows no YAML.  A sign of direction makes ``50.7`` out of what stands in the file as ``7.05``; a blank of no width hides in a
figure, or makes two names that look alike differ.  They come with text copied from web pages, or from somebody who means
to deceive.  A text in a script that runs to the left needs them, so they are told and not refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.yamltext.nodes import Scalar, SourceText

Y22 = Code("Y22", "有看不见的或改变文字方向的符号（提醒）", "从网页粘贴来的零宽空格", "把这一行重新打一遍")

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""UAX #9, 2: marks, embeddings, overrides and isolates."""
_NO_WIDTH = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0\U000e0000-\U000e007f"
"""Not the joiner U+200D and the variation selectors, of which emoji are made."""
_HIDDEN = re.compile(f"[{_DIRECTION}{_NO_WIDTH}]")


def hidden_signs(source: SourceText) -> Iterator[Problem]:
    """A warning for the first such sign of each line (Y22)."""
    line = 0
    for found in _HIDDEN.finditer(source.text):
        place = source.place(found.start())
        if place.line != line:
            yield _told(found[0], place)
        line = place.line


def escaped_sign(scalar: Scalar) -> Problem | None:
    """The same for a sign that is written as an escape, ``"\\u202e"``, so that even a suspicious eye does not see it act."""
    found = _HIDDEN.search(scalar.text) if scalar.style == '"' and "\\" in scalar.raw else None
    return _told(found[0], scalar.place()) if found and found[0] not in scalar.raw else None


def _told(sign: str, place: TextPlace) -> Problem:
    code_point = format(ord(sign), "04X")
    message = (
        say("这一行里有改变文字方向的符号，看到的字序和读到的不同（U+{code_point}）", code_point=code_point)
        if re.match(f"[{_DIRECTION}]", sign)
        else say("这一行里有看不见的符号（U+{code_point}）", code_point=code_point)
    )
    return Problem(Y22, message, Grade.WARNING, place, say("删去它；看不见的话，把这一行重新打一遍"))
