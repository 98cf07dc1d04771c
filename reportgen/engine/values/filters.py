"""The filters that make a value of plain data: ``|富文本``, ``|字样``, ``|链接``, ``|图片``, ``|表格``, ``|图表``,
``|子文档``.

Knows no document and reads no file: a name of a picture stays a name until it is printed.  Each argument has a Chinese
and an English name.  What cannot be used raises ValueError with a sentence for the clerk.  Text keeps its origins: the
filters get traced values and hand the origins on to the runs they make.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup

from reportgen.engine.values.base import Value
from reportgen.engine.values.charts import chart
from reportgen.engine.values.kinds import (
    Blocks,
    Look,
    Picture,
    Rich,
    Run,
    SubDocument,
    Table,
    length,
    merged_look,
    with_marks,
    with_origins,
)
from reportgen.engine.values.markdown import rich_text
from reportgen.message import Message, say
from reportgen.provenance import Origins, Text, Traced, bare, origins, stretches, worded

_COLOURS = {
    "红": "FF0000",
    "蓝": "0000FF",
    "绿": "00B050",
    "黑": "000000",
    "灰": "808080",
    "橙": "FFC000",
    "白": "FFFFFF",
    "黄": "FFFF00",
}
_HIGHLIGHTS = {
    "黄": "yellow", "绿": "green", "青": "cyan", "粉红": "magenta", "蓝": "blue", "红": "red", "灰": "lightGray", "黑": "black",
}  # fmt: skip
_UNDERLINES = "single none double wave dotted thick words dash dashLong dotDash dotDotDash wavyDouble wavyHeavy".split()
_REGIONS = ("ascii", "hAnsi", "eastAsia", "cs")
_MOST_CELLS = 200_000
_IN_A_CELL = say("表格的格子里")

_SETTINGS: Mapping[str, Message] = {
    "width": say("宽=…"), "height": say("高=…"), "alt": say("说明=…"), "address": say("地址=…"), "style": say("样式=…"),
    "head": say("表头=…"), "columns": say("列=…"), "widths": say("列宽=…"), "bold": say("加粗=…"), "italic": say("倾斜=…"),
    "strike": say("删除线=…"), "underline": say("下划线=…"), "colour": say("颜色=…"), "highlight": say("底色=…"),
    "size": say("字号=…"), "font": say("字体=…"), "superscript": say("上标=…"), "subscript": say("下标=…"),
}  # fmt: skip
_ARGUMENTS: Mapping[str, str] = {words.removesuffix("=…"): name for name, words in _SETTINGS.items()} | {"color": "colour"}


def apply_filter(name: str, args: tuple[Any, ...], named: Mapping[str, Any]) -> Any:
    """A filter by its English name; arguments, but for the value itself, lose their origins."""
    value, *rest = args
    function = _FILTERS[name]
    known = function.__code__.co_varnames[1 : function.__code__.co_argcount]
    more = {_ARGUMENTS.get(key, key): _plain(argument) for key, argument in named.items()}
    unknown = next((key for key in named if _ARGUMENTS.get(key, key) not in known), "")
    if unknown or len(rest) + len(more) > len(known):
        raise ValueError(_no_setting(unknown, [words for setting, words in _SETTINGS.items() if setting in known]))
    return function(value, *map(_plain, rest), **more)


def _plain(value: Any) -> Any:
    """A value without its origins, all the way down."""
    value = bare(value)
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value


def _no_setting(unknown: str, known: Sequence[str]) -> Message:
    allowed = tuple(known) or say("（没有）")
    if unknown:
        return say("没有叫“{setting}”的设置，能写的有：{allowed}", setting=unknown, allowed=allowed)
    return say("设置写多了，能写的有：{allowed}", allowed=allowed)


def _text(value: Any, used: Message) -> str:
    value = bare(value)
    if isinstance(value, Markup):
        if "<" in value:
            raise ValueError(say("{used}要的是文字，这里是一段已经排好的内容（宏或 set 块的结果）", used=used))
        return value.unescape()
    if isinstance(value, Undefined):
        return str(value)  # raises, and says what is unknown
    if value is None:
        raise ValueError(say("{used}要的是文字，这里是空的", used=used))
    if isinstance(value, (Mapping, list, tuple, Value, bytes)):
        raise ValueError(say("{used}要的是文字，这里是一组数据", used=used))
    return worded(value)


def markdown(value: Any) -> Value:
    """``|富文本``: ``**加粗**``, ``^上标^``, ``[文字](地址)``, headings, lists and tables."""
    held = bare(value)
    made = held if isinstance(held, (Rich, Blocks)) else rich_text(_text(held, say("富文本")))
    marked = value.stretches if isinstance(value, Text) else ()
    return with_origins(with_marks(made, (part for part in marked if part.mark)), origins(value))


def look(
    value: Any, bold: Any = None, italic: Any = None, strike: Any = None, underline: Any = None, colour: Any = "",
    highlight: Any = "", size: Any = 0, font: Any = "", style: Any = "", superscript: bool = False, subscript: bool = False,
) -> Rich:  # fmt: skip
    """``|字样(加粗=true, 颜色="红", 字号=16, 字体="黑体", 样式="强调")``: ``字号`` in points."""
    made = Look(
        bold=None if bold is None else bool(bold), italic=None if italic is None else bool(italic),
        strike=None if strike is None else bool(strike), underline=_underline(underline), colour=colour_of(colour),
        highlight=highlight_of(highlight), size=half_points(size),
        fonts=fonts_of(_text(font, say("字体"))), style=_text(style, say("样式")),
        vertical="superscript" if superscript else "subscript" if subscript else "",
    )  # fmt: skip
    return _changed(_runs(value, say("字样")), look=made)


def link(value: Any, address: Any) -> Rich:
    """``名称|链接(地址)``: an address of the web or of mail, or ``#`` and a bookmark."""
    return _changed(_runs(value, say("链接")), link=_text(address, say("链接的地址")))


def _runs(value: Any, used: Message) -> Rich:
    """Text as runs that know their origins; rich text as it is."""
    held = bare(value)
    if isinstance(held, Rich):
        return held
    if isinstance(held, Blocks):
        raise ValueError(say("{used}只能用于一句话，这里是几段的富文本", used=used))
    text = _text(held, used)
    if not isinstance(value, Traced):
        return Rich((Run(text),))
    return Rich(tuple(Run(part.text, origins=part.origins, mark=part.mark) for part in stretches(value)))


def _changed(rich: Rich, look: Look | None = None, link: str = "") -> Rich:
    items: list[Run | Picture] = []
    for item in rich.items:
        if isinstance(item, Run):
            shown = merged_look(item.look, look) if look else item.look
            item = replace(item, look=shown, link=link or item.link)
        items.append(item)
    return Rich(tuple(items))


def picture(value: Any, width: Any = 0, height: Any = 0, alt: Any = "") -> Picture:
    """``文件名|图片(宽="8厘米", 说明="…")``."""
    high = length(height) if height else 0
    if high < 0:
        raise ValueError(say("图片的高要写成长度，例如“6厘米”"))
    held = bare(value)
    if isinstance(held, Picture):
        return replace(
            held, width=length(width) if width else held.width, height=high or held.height,
            alt=_text(alt, say("图片说明")) or held.alt,
        )  # fmt: skip
    source = held if isinstance(held, bytes) else _text(held, say("图片"))
    return Picture(source, length(width) if width else 0, high, _text(alt, say("图片说明")))


def subdocument(value: Any) -> SubDocument:
    """``文件名|子文档``."""
    held = bare(value)
    if isinstance(held, SubDocument):
        return held
    return SubDocument(held if isinstance(held, bytes) else _text(held, say("子文档")))


def table(value: Any, style: Any = "", head: Any = None, columns: Any = None, widths: Any = ()) -> Table:
    """``行|表格(样式="网格型", 列=["指标", "完成数"], 列宽=[6, 3])``: rows are mappings, or lists of which the first is the head.

    ``head`` replaces the head's texts, or is ``false`` for none.
    """
    held = value.value if isinstance(value, Traced) else value
    if isinstance(held, Table):
        return replace(held, style=_text(style, say("样式")) or held.style)
    if isinstance(held, Undefined):
        len(held)  # raises, and says what is unknown
    value = held
    if isinstance(value, (str, Mapping)) or not isinstance(value, Sequence) or not value:
        empty = isinstance(value, Sequence) and not value
        raise ValueError(say("表格要的是若干行的列表，这里一行也没有") if empty else say("表格要的是若干行的列表"))
    titles, rows = (
        _of_mappings(value, columns, origins(value))
        if isinstance(value[0], Mapping)
        else _of_lists(value, head, columns)
    )
    if isinstance(head, Sequence) and not isinstance(head, str):
        titles = list(head)
    shown = rows if head is False else [titles, *rows]
    size = max(map(len, shown))
    if size * len(shown) > _MOST_CELLS:
        raise ValueError(say("表格超过 {cells} 格", cells=format(_MOST_CELLS, ",")))
    made = tuple(tuple(_cell(item) for item in (*row, *[""] * (size - len(row)))) for row in shown)
    return Table(made, 0 if head is False else 1, _text(style, say("样式")), _widths(widths, size))


def _of_mappings(rows: Sequence[Any], columns: Any, group: Origins) -> tuple[list[Any], list[list[Any]]]:
    names = list(columns) if columns else list(rows[0])
    made = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Mapping):
            raise ValueError(say("表格第{row}行不是“名称: 值”，与第1行不同", row=number))
        for name in names:
            if name not in row:
                raise ValueError(say("表格第{row}行没有“{column}”；没有数就写 {column}: “—”", row=number, column=str(name)))
        spare = "" if columns else next((str(name) for name in row if name not in names), "")
        if spare:
            raise ValueError(
                say("表格第{row}行多出“{column}”，第1行没有这一列；用 列=[…] 写明要哪些列", row=number, column=spare)
            )
        made.append([row[name] for name in names])
    return (names if columns or not group else [Traced(name, group) for name in names]), made


def _of_lists(rows: Sequence[Any], head: Any, columns: Any) -> tuple[list[Any], list[list[Any]]]:
    if columns:
        raise ValueError(say("各行是列表时不能选列；把各行写成“名称: 值”"))
    made = []
    for number, row in enumerate(rows, 1):
        if not isinstance(row, Sequence) or isinstance(row, str):
            raise ValueError(say("表格第{row}行不是列表，与第1行不同", row=number))
        made.append(list(row))
    return (made[0], made[1:]) if head is None or head is True else ([], made)


def _cell(value: Any) -> Rich:
    held = bare(value)
    if isinstance(held, Picture):
        return Rich((held,))
    if held is None:
        return Rich(())
    return _runs(value, _IN_A_CELL)


def _widths(widths: Any, size: int) -> tuple[int, ...]:
    if not widths:
        return ()
    if isinstance(widths, str) or not isinstance(widths, Sequence) or len(widths) != size:
        raise ValueError(say("列宽要写 {columns} 个数（厘米），例如 列宽=[6, 3]", columns=size))
    return tuple(length(width) for width in widths)


def colour_of(value: Any) -> str:
    """``红``, ``#FF0000`` or ``FF0000`` → RRGGBB; empty for nothing."""
    text = _text(value, say("颜色")).strip().removeprefix("#").removesuffix("色")
    found = _COLOURS.get(text, text).upper()
    if found and not re.fullmatch(r"[0-9A-F]{6}", found):
        raise ValueError(say("颜色“{colour}”读不懂，写法：“红”或“FF0000”", colour=str(value)))
    return found


def highlight_of(value: Any) -> str:
    """``黄`` or ``yellow`` → a highlight colour (ST_HighlightColor, §17.18.40); any other colour → RRGGBB."""
    text = _text(value, say("底色")).strip()
    found = _HIGHLIGHTS.get(text.removesuffix("色"), text)
    return found if found in _HIGHLIGHTS.values() else colour_of(text)


def half_points(points: Any) -> int:
    """A size in points, halves allowed → half-points; 0 for nothing."""
    if not points:
        return 0
    try:
        found = round(float(str(points)) * 2)
    except (ValueError, OverflowError):
        found = 0
    if not 1 < found <= 3276:
        raise ValueError(say("字号“{points}”读不懂，写磅数，例如 16", points=str(points)))
    return found


def fonts_of(name: str) -> tuple[tuple[str, str], ...]:
    """``黑体`` for all regions, ``eastAsia:黑体`` for one (docxtpl's way)."""
    region, colon, font = name.partition(":")
    if colon and region in _REGIONS:
        return ((region, font), ("ascii", font), ("hAnsi", font)) if region == "eastAsia" else ((region, font),)
    return tuple((each, name) for each in _REGIONS[:3]) if name else ()


def _underline(value: Any) -> str:
    if value is True or value is False or not value:
        return "single" if value else "none" if value is False else ""
    if value not in _UNDERLINES:
        raise ValueError(
            say("下划线“{underline}”不认识，写 true，或 {known}", underline=str(value), known=tuple(_UNDERLINES[2:6]))
        )
    return str(value)


_FILTERS: Mapping[str, Callable[..., Any]] = {
    "markdown": markdown, "look": look, "link": link, "picture": picture, "table": table, "chart": chart,
    "subdocument": subdocument,
}  # fmt: skip
