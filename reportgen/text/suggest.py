"""A word that is not known, and the known ones → those it may have been meant as, nearest first.

Knows no language.  The measure is ``difflib``'s ratio of matching characters (Ratcliff and Obershelp, 1988), for which half the
characters of a short Chinese name are enough.
"""

from __future__ import annotations

from collections.abc import Iterable

LIKELY = 0.5
"""The share of characters that two names have in common when one is probably the other."""


def near(word: str, known: Iterable[str], most: int = 1, likely: float = LIKELY) -> list[str]:
    """At most so many known words that share at least that part of their characters with the word."""
    from difflib import get_close_matches  # here: every command can suggest something, and hardly any does

    return get_close_matches(word, list(known), most, likely)
