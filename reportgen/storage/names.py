"""Any text → a file name that every system takes, and that leaves no folder.

Knows no folder and no file.  Titles come from inputs, and inputs from departments: a name may hold anything.
"""

from __future__ import annotations

import unicodedata

LONGEST = 80
"""Most characters of a file name, suffix and number included; more than any title needs, fewer than any system
refuses."""
_SPARE = len("（99）.docx")
_MOST_BYTES = 255 - len("（99）-12345678.docx".encode())
"""File systems count bytes of a name: 255, less what may still be added to a stem."""
_STAND_INS = str.maketrans('\\/:*?"<>|', "＼／：＊？”＜＞｜")
"""What Windows refuses in names → the full-width sign that reads the same."""
_RESERVED = frozenset(
    ("CON", "PRN", "AUX", "NUL", *(f"{port}{digit}" for port in ("COM", "LPT") for digit in "0123456789¹²³"))
)


def safe_stem(text: str, label: str = "") -> str:
    """A file name (without suffix) that every system takes and that can leave no folder; ``label`` is never cut off."""
    stem = _cut(_clean(text), LONGEST - _SPARE - len(label), _MOST_BYTES - len(label.encode()))
    stem = f"{stem}{label}" or "未命名"
    return f"{stem}_" if stem.partition(".")[0].rstrip().upper() in _RESERVED else stem


def _clean(text: str) -> str:
    """One line of visible characters: no control, direction or zero-width signs, no lone surrogates, no dots or
    blanks at the ends."""
    visible = "".join(" " if char.isspace() else char for char in text.translate(_STAND_INS))
    kept = "".join(char for char in visible if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn"))
    return " ".join(unicodedata.normalize("NFC", kept).split()).strip(". ")


def _cut(text: str, most: int, most_bytes: int) -> str:
    text = text[: max(most, 0)]
    while len(text.encode()) > most_bytes:
        text = text[:-1]
    return text.rstrip(". ")
