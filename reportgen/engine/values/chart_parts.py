"""A chart of the template and figures → the chart with these figures: its caches, its formulas, the workbook inside.

Knows no tag and no document.  Whatever the chart looks like (colours, fonts, axes, legend, labels) stays as the template has
it; there may be more or fewer series and points than the template drew.  Caches are what Word shows, the workbook is what
“Edit data” opens: both are written from the same figures.  The kinds of charts that have categories are filled: columns,
bars, lines, areas, pies, rings, radars; scatter and bubble charts have none.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from lxml import etree

from reportgen.message import NOTHING, Message, say
from reportgen.ooxml.names import C
from reportgen.ooxml.workbook import SHEET, Cell, column_name, number_format, workbook
from reportgen.ooxml.xml_tree import whole

_SCATTERED = ("scatterChart", "bubbleChart")
_ROUND = ("pieChart", "pie3DChart", "ofPieChart")
"""Charts that show one series only."""
_BEFORE_CATEGORIES = frozenset(
    C + name
    for name in "idx order tx spPr marker invertIfNegative pictureOptions explosion dPt dLbls trendline errBars".split()
)


@dataclass(frozen=True, slots=True)
class Series:
    """A series: its name, and a number for each category; None is a gap."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """What a chart shows."""

    categories: tuple[str, ...]
    series: tuple[Series, ...]

    def rows(self) -> list[list[Cell]]:
        """As the sheet has them: names in the first row, a category in each further one."""
        head: list[Cell] = ["", *(one.name for one in self.series)]
        body = ([name, *(one.values[at] for one in self.series)] for at, name in enumerate(self.categories))
        return [head, *body]


def chart_fault(root: etree._Element, figures: Figures) -> Message:
    """Why a chart cannot show these figures, in a sentence; nothing if it can."""
    series = list(root.iter(C + "ser"))
    if any(root.find(f".//{C}{kind}") is not None for kind in _SCATTERED):
        return say(
            "散点图、气泡图的横轴是数，没有“甲、乙、丙”这样的类别，不能这样填；"
            "请在 Word 里右键图表→更改图表类型，换成柱形图、条形图、折线图或饼图"
        )
    if not series:
        return say("模板里的图表一个系列也没有，看不出要画成什么样；请在 Word 里给它留一个示例系列")
    if len(figures.series) > 1 and any(root.find(f".//{C}{kind}") is not None for kind in _ROUND):
        return say("饼图只能画一个系列，数据里有 {count} 个", count=len(figures.series))
    return NOTHING


def spare_series(root: etree._Element, figures: Figures) -> list[str]:
    """The names of the series that the chart draws and the figures do not have; its plots together."""
    spare = list(root.iter(C + "ser"))[len(figures.series) :]
    return [series.findtext(f"{C}tx//{C}v") or say("未命名") for series in spare]


def fill_chart(root: etree._Element, figures: Figures) -> None:
    """Writes the figures into the chart; ``chart_fault`` must have said that it can show them."""
    drawn = list(root.iter(C + "ser"))
    for spare in drawn[len(figures.series) :]:
        _remove(spare)
    for number in range(len(drawn), len(figures.series)):
        drawn.append(_another(drawn[number - 1], number))
    for number, one in enumerate(figures.series):
        _fill_series(drawn[number], number, one, figures.categories)


def workbook_of(figures: Figures) -> bytes:
    """The workbook with the same figures."""
    return _workbook(repr(figures), figures)


@lru_cache(maxsize=16)
def _workbook(_: str, figures: Figures) -> bytes:
    """Made once of figures that stay, as most do while somebody types; 45.2 and 45.20 are equal, and written otherwise."""
    return workbook(figures.rows())


def _remove(series: etree._Element) -> None:
    """Takes a series out, and the plot with it if it was its last and there is another one."""
    plot = series.getparent()
    assert plot is not None
    plot.remove(series)
    area = plot.getparent()
    if area is not None and plot.find(C + "ser") is None and len(area.findall(f"*/{C}ser")):
        area.remove(plot)


def _another(before: etree._Element, number: int) -> etree._Element:
    """One more series like the one before it, in the next colour of the document."""
    made = deepcopy(before)
    for name in ("spPr", "dPt", "extLst"):
        for own in made.findall(C + name):
            made.remove(own)
    _value(made, "idx", number)
    _value(made, "order", number)
    before.addnext(made)
    return made


def _value(parent: etree._Element, name: str, number: int) -> None:
    found = parent.find(C + name)
    if found is not None:
        found.set("val", str(number))


def _fill_series(element: etree._Element, number: int, one: Series, categories: Sequence[str]) -> None:
    column = column_name(number + 2)
    last = len(categories) + 1
    name = _child(element, "tx", ("idx", "order"))
    name[:] = [_texts(f"{SHEET}!${column}$1", (one.name,))]
    for point in element.findall(C + "dPt"):
        index = point.find(C + "idx")
        if index is not None and whole(index.get("val")) >= len(categories):
            element.remove(point)
    shown = _child(element, "cat", ())
    shown[:] = [_texts(f"{SHEET}!$A$2:$A${last}", categories)]
    values = _child(element, "val", ("cat",))
    code = _format_of(values)
    values[:] = [_numbers(f"{SHEET}!${column}$2:${column}${last}", one.values, code)]


def _child(element: etree._Element, name: str, after: tuple[str, ...]) -> etree._Element:
    """A child of a series, made in the schema's place where it is missing (CT_BarSer and its like, §21.2.2)."""
    found = element.find(C + name)
    if found is None:
        found = etree.Element(C + name)
        before = {C + each for each in after} if name == "tx" else _BEFORE_CATEGORIES | {C + each for each in after}
        element.insert(sum(child.tag in before for child in element), found)
    return found


def _format_of(values: etree._Element) -> str:
    """The number format that the template's author chose; empty for none."""
    found = values.find(f".//{C}formatCode")
    code = str(found.text or "") if found is not None else ""
    return "" if code in ("General", "G/通用格式") else code


def _texts(formula: str, texts: Sequence[str]) -> etree._Element:
    """A ``c:strRef`` with its cache (§21.2.2.201)."""
    made = etree.Element(C + "strRef")
    etree.SubElement(made, C + "f").text = formula
    cache = etree.SubElement(made, C + "strCache")
    etree.SubElement(cache, C + "ptCount", val=str(len(texts)))
    for at, text in enumerate(texts):
        point = etree.SubElement(cache, C + "pt", idx=str(at))
        etree.SubElement(point, C + "v").text = text
    return made


def _numbers(formula: str, numbers: Sequence[Decimal | None], code: str) -> etree._Element:
    """A ``c:numRef`` with its cache (§21.2.2.123); unless the template has a format of its own, each point shows the
    decimals it is written with (programs that know one format only take that of the longest)."""
    usual = code or max((number_format(number) for number in numbers if number is not None), key=len, default="General")
    made = etree.Element(C + "numRef")
    etree.SubElement(made, C + "f").text = formula
    cache = etree.SubElement(made, C + "numCache")
    etree.SubElement(cache, C + "formatCode").text = usual
    etree.SubElement(cache, C + "ptCount", val=str(len(numbers)))
    for at, number in enumerate(numbers):
        if number is not None:
            point = etree.SubElement(cache, C + "pt", idx=str(at))
            if not code and number_format(number) != usual:
                point.set("formatCode", number_format(number))
            etree.SubElement(point, C + "v").text = format(number, "f")
    return made
