"""A text → the first sign in it that nobody sees, or that lets a reader see something else than the program reads.

Knows no file.  A sign of direction makes ``50.7`` out of what stands in a file as ``7.05``; a blank of no width hides in a
figure, or makes two names that look alike differ; a C1 control moves the cursor of some terminals.
"""

from __future__ import annotations

from reportgen.regex import regex

_DIRECTION = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""UAX #9, 2: marks, embeddings, overrides and isolates."""
_NO_WIDTH = "\u00ad\u034f\u115f\u1160\u180e\u200b\u200c\u2060-\u2064\u3164\ufeff\uffa0\U000e0000-\U000e007f"
"""Not the joiner U+200D and the variation selectors, of which emoji are made."""
_C1 = "\x80-\x9f"
_TURNS = regex(f"[{_DIRECTION}]")
HIDDEN = regex(f"[{_DIRECTION}{_NO_WIDTH}{_C1}]")


def hidden_sign(text: str) -> str:
    """The first such sign, empty where there is none."""
    found = None if text.isascii() else HIDDEN.search(text)
    return found[0] if found else ""


def turns_about(sign: str) -> bool:
    """Whether a sign changes the direction of the text."""
    return _TURNS.match(sign) is not None


def code_point(sign: str) -> str:
    """``U+202E``, as it is told."""
    return f"U+{ord(sign):04X}"
