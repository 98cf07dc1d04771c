"""A Word file and the fonts of this machine → which office fonts it lacks, and a private mapping to stand-ins for those.

Knows no text.  Only fontconfig, which LibreOffice uses on Linux, can be told privately; on Windows and macOS LibreOffice
chooses stand-ins itself, so nothing is said there.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportgen.gongwen.standard import FONTS, LATIN
from reportgen.gongwen.substitute_fonts import fontconfig
from reportgen.message import say
from reportgen.ooxml.package import OWN, Package
from reportgen.problem import Code, Grade, Problem

L04 = Code("L04", "这台机器上缺办公字体，用了替代字体（说明）", "没有仿宋_GB2312", "在装有办公字体的机器上看")


@dataclass(frozen=True, slots=True)
class Fonts:
    """Names of office fonts that a file asks for and the machine has not; ``lacking`` are those of the five classes."""

    lacking: tuple[str, ...]
    mapped: frozenset[str] = frozenset()

    def mapping(self, folder: Path) -> str:
        """A fontconfig file for the missing fonts, which keeps its cache in the folder; empty where none is missing."""
        return fontconfig(folder / "font-cache", self.mapped) if self.mapped else ""


def fonts_for(package: bytes) -> Fonts:
    """What a file lacks; raises ``ReportError`` when it is no Word file."""
    known = installed()
    if known is None:
        return Fonts(())
    opened = Package.open(package, OWN)
    text = b"".join(opened.read(name) for name in opened.names if name.endswith(".xml")).decode(errors="replace")
    names = [name for made in FONTS.values() for name in made.accepted]
    lacking = tuple(name for name in names if f'"{name}"' in text and name.lower() not in known)
    latin = (LATIN,) if LATIN.lower() not in known else ()
    return Fonts(lacking, frozenset((*lacking, *latin)))


@cache
def installed() -> frozenset[str] | None:
    """The names of all font families in lower case; None where fontconfig cannot be asked.  Asked once: fonts do not
    change while a command runs."""
    program = shutil.which("fc-list")
    if program is None:
        return None
    try:
        done = subprocess.run([program, ":", "family"], capture_output=True, timeout=60, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    lines = done.stdout.decode(errors="replace").splitlines()
    return frozenset(name.strip().lower() for line in lines for name in line.replace("\\-", "-").split(","))


def told(names: Sequence[str]) -> tuple[Problem, ...]:
    """Which fonts had stand-ins, as a note; nothing where none had."""
    if not names:
        return ()
    message = say("这台机器没有{fonts}，用替代字体排的版：行数、字数一样，字形不同", fonts=tuple(names))
    return (Problem(L04, message, Grade.NOTE, hint=say("Word 文件不受影响；要看真字形，请在装有这些字体的机器上打开")),)
