"""A text in which somebody wrote several names → the names; and whether a name is whole.

Knows no field and no file.  A sign between names is none inside of brackets or quotes: 甲厂（东区、西区） is one name.
"""

from __future__ import annotations

from collections.abc import Iterator

_PAIRS = {"（": "）", "(": ")", "《": "》", "“": "”", "「": "」", "【": "】", "〔": "〕"}
_SIGNS = "、，,；;\n"


def names_of(text: str, signs: str = _SIGNS) -> tuple[str, ...]:
    """The names between ``signs``, without the blanks around them; where brackets do not pair, they hold nothing together."""
    held = is_whole(text)
    return tuple(name for name in map(str.strip, _pieces(text, signs, held=held)) if name)


def is_whole(name: str) -> bool:
    """Whether every bracket and quote is opened and closed."""
    awaited: list[str] = []
    for sign in name:
        if sign in _PAIRS:
            awaited.append(_PAIRS[sign])
        elif sign in _PAIRS.values() and (not awaited or awaited.pop() != sign):
            return False
    return not awaited


def _pieces(text: str, signs: str, *, held: bool) -> Iterator[str]:
    start = depth = 0
    for at, sign in enumerate(text):
        if held and sign in _PAIRS:
            depth += 1
        elif held and sign in _PAIRS.values():
            depth -= 1
        elif not depth and sign in signs:
            yield text[start:at]
            start = at + 1
    yield text[start:]
