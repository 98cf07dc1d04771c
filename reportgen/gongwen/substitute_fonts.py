"""The names of office fonts → free fonts that stand in for them when pages are rendered without the office fonts.

Knows no document.  Line and character counts carry over, since the stand-ins have the same advance widths; the shapes
do not.  The mapping is written to a private fontconfig file, so nothing on the machine is changed.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from xml.sax.saxutils import escape

from reportgen.gongwen.standard import FONTS, LATIN

STAND_INS: dict[str, tuple[str, ...]] = {
    "仿宋": ("FandolFang", "FandolFang R"),
    "楷体": ("AR PL KaitiM GB", "FandolKai"),
    "黑体": ("Noto Sans CJK SC", "FandolHei"),
    "宋体": ("AR PL SungtiL GB", "Noto Serif CJK SC"),
    "小标宋": ("Noto Serif CJK SC Black", "Noto Serif CJK SC", "FandolSong"),
    "拉丁": ("Liberation Serif",),
}
"""Font class → families that hold all of GB 2312, best first; Debian has them in fonts-arphic-gkai00mp, fonts-arphic-gbsn00lp,
fonts-noto-cjk, fonts-noto-cjk-extra, fonts-liberation and texlive-lang-chinese."""

_TEX_FONTS = "/usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"


def fontconfig(cache: Path, names: Collection[str] | None = None) -> str:
    """A fontconfig file that maps office font names (all accepted ones, or some) to their stand-ins; ``cache`` is a
    folder to write to."""
    every = {name: made.name for made in FONTS.values() for name in made.accepted} | {LATIN: "拉丁"}
    aliases = [_alias(name, STAND_INS[kind]) for name, kind in every.items() if names is None or name in names]
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "fonts.dtd">\n<fontconfig>\n'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"<dir>{_TEX_FONTS}</dir>\n<cachedir>{escape(str(cache))}</cachedir>\n{''.join(aliases)}</fontconfig>\n"
    )


def _alias(name: str, families: tuple[str, ...]) -> str:
    """A strong binding, so that the alias wins over what the system would choose; Black is a weight, not a family,
    for fontconfig."""
    edits = "".join(f"<string>{escape(family.removesuffix(' Black'))}</string>" for family in families)
    weight = (
        '<edit name="weight" mode="assign" binding="strong"><const>black</const></edit>'
        if families[0].endswith(" Black")
        else ""
    )
    return (
        f'<match target="pattern"><test name="family" qual="any"><string>{escape(name)}</string></test>'
        f'<edit name="family" mode="prepend" binding="strong">{edits}</edit>{weight}</match>\n'
    )
