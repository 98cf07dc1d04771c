"""A text → the signs in it that nobody sees and that let a reader see something else than the program reads.

Knows no YAML.  A sign of direction makes ``50.7`` out of what stands in the file as ``7.05``; a blank of no width hides in a
figure, or makes two names that look alike differ.  They come with text copied from web pages, or from somebody who means
to deceive.  A text in a script that runs to the left needs them, so they are told and not refused.
"""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.message import say
from reportgen.problem import Code, Grade, Problem, TextPlace
from reportgen.text.unseen import HIDDEN, turns_about
from reportgen.yamltext.nodes import Scalar, SourceText

Y22 = Code("Y22", "有看不见的或改变文字方向的符号（提醒）", "从网页粘贴来的零宽空格", "把这一行重新打一遍")

def hidden_signs(source: SourceText) -> Iterator[Problem]:
    """A warning for the first such sign of each line (Y22)."""
    line = 0
    for found in HIDDEN.finditer(source.text):
        place = source.place(found.start())
        if place.line != line:
            yield _told(found[0], place)
        line = place.line


def escaped_sign(scalar: Scalar) -> Problem | None:
    """The same for a sign that is written as an escape, ``"\\u202e"``, so that even a suspicious eye does not see it act."""
    found = HIDDEN.search(scalar.text) if scalar.style == '"' and "\\" in scalar.raw else None
    return _told(found[0], scalar.place()) if found and found[0] not in scalar.raw else None


def _told(sign: str, place: TextPlace) -> Problem:
    code_point = format(ord(sign), "04X")
    message = (
        say("这一行里有改变文字方向的符号，看到的字序和读到的不同（U+{code_point}）", code_point=code_point)
        if turns_about(sign)
        else say("这一行里有看不见的符号（U+{code_point}）", code_point=code_point)
    )
    return Problem(Y22, message, Grade.WARNING, place, say("删去它；看不见的话，把这一行重新打一遍"))
