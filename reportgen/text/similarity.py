"""Two texts → how much of them is the same, from 0 to 1.

Knows neither sentences nor reports.  The measure is Dice's coefficient over pairs of neighbouring characters (Dice, 1945), every
figure counting as the same character: it needs no word boundaries and so suits Chinese, and a sentence whose figures alone changed
is the same sentence.
"""

from __future__ import annotations

from collections import Counter

from reportgen.regex import regex

_FIGURE = regex(r"\d+(?:[.,，．]\d+)*")


def pairs(text: str) -> Counter[str]:
    """The pairs of neighbouring characters, every figure counting as the same one."""
    plain = "^" + _FIGURE.sub("0", text)
    return Counter(plain[at : at + 2] for at in range(len(plain) - 1))


def in_common(one: Counter[str], other: Counter[str]) -> int:
    """How many pairs both have."""
    if len(one) > len(other):
        one, other = other, one
    return sum(min(count, other[pair]) for pair, count in one.items() if pair in other)


def similarity(one: Counter[str], other: Counter[str]) -> float:
    """0 for nothing in common, 1 for the same pairs."""
    size = one.total() + other.total()
    return 2 * in_common(one, other) / size if size else 1.0
