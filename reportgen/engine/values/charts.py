"""Plain data → figures for a chart; a chart of the template whose description holds them → its parts, filled.

Knows the drawing around a description and nothing of the text.  A chart is filled in its place; one that a loop has
repeated is copied with all it leads to, so that each copy has its own figures.  Charts of the template may hold tags of
their own (in their titles), so they are filled last, when these have been printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from lxml import etree

from reportgen.engine.render.printer import Rendering
from reportgen.engine.render.run_xml import permitted
from reportgen.engine.values.base import Unusable, Value
from reportgen.engine.values.chart_parts import Figures, Series, chart_fault, fill_chart, spare_series, workbook_of
from reportgen.engine.values.picture_placeholders import Frame
from reportgen.engine.values.render_context import ChartRequest, RenderContext
from reportgen.message import say
from reportgen.ooxml.names import C, R, W
from reportgen.ooxml.workbook import TYPE
from reportgen.ooxml.xml_tree import parse_xml, serialise_xml
from reportgen.problem import Code, Grade
from reportgen.provenance import bare
from reportgen.regex import regex

R12 = Code(
    "R12",
    "图表的系列比数据的多，多出的已去掉（提醒）",
    "模板的图表画了三个系列，数据里只有两个",
    "在数据里补上第三个系列，或在模板里删去它",
)
R10 = Code(
    "R10",
    "这里没有图表可填，或图表画不了这些数据",
    "{{ 图 }} 写在一段文字里",
    "在模板里插入图表，把标签写在它的替代文字里",
)

MOST_POINTS, MOST_SERIES = 2000, 100
"""Most categories and series of a chart."""
_NUMBER = regex(r"[-+]?\d{1,30}(?:\.\d{1,30})?")
_GAPS = ("", "—", "-", "–", "*", "无")
_HOW = say("图表要的是 {{类别: [甲, 乙], 系列: [{{名称: 本年, 值: [1, 2]}}]}}，或者一张表：第一行是表头，第一列是类别")
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"


@dataclass(frozen=True, slots=True)
class Chart(Value):
    """Figures for a chart that the template holds."""

    figures: Figures

    @property
    def fills_frames(self) -> bool:
        return True


def chart(value: Any) -> Chart:
    """``数据|图表`` in the alternative text of a chart; raises ValueError, in Chinese, for what is no figures."""
    plain = _plain(value)
    figures = _of_names(plain) if isinstance(plain, Mapping) else _of_rows(plain)
    if not figures.categories or not figures.series:
        raise ValueError(say("图表没有数据：至少要有一个类别、一个系列"))
    if len(figures.categories) > MOST_POINTS or len(figures.series) > MOST_SERIES:
        raise ValueError(
            say(
                "图表的数据太多：最多 {categories} 个类别、{series} 个系列", categories=MOST_POINTS, series=MOST_SERIES
            )
        )
    return Chart(figures)


def _plain(value: Any) -> Any:
    """A value without its origins, all the way down."""
    value = bare(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(value[key]) for key in value}
    if isinstance(value, (list, tuple)) or (isinstance(value, Sequence) and not isinstance(value, (str, bytes))):
        return [_plain(item) for item in value]
    return value


def _of_names(data: Mapping[str, Any]) -> Figures:
    categories = data.get("类别", data.get("categories"))
    series = data.get("系列", data.get("series"))
    if not isinstance(categories, list) or not isinstance(series, (list, dict)):
        raise ValueError(_HOW)
    named = [{"名称": name, "值": values} for name, values in series.items()] if isinstance(series, dict) else series
    names = tuple(_words(name) for name in categories)
    return Figures(names, tuple(_series(one, len(names)) for one in named))


def _series(one: Any, count: int) -> Series:
    values = one.get("值", one.get("values")) if isinstance(one, Mapping) else None
    if not isinstance(values, list):
        raise ValueError(_HOW)
    name = _words(one.get("名称", one.get("name", "")))
    if len(values) != count:
        raise ValueError(
            say(
                "图表的系列“{series}”有 {numbers} 个数，类别有 {categories} 个，要一样多",
                series=name,
                numbers=len(values),
                categories=count,
            )
        )
    return Series(name, tuple(_number(value, name) for value in values))


def _of_rows(data: Any) -> Figures:
    if not isinstance(data, list) or not data:
        raise ValueError(_HOW)
    if all(isinstance(row, Mapping) for row in data):
        names = list(data[0])
        lacking = next((name for row in data for name in names if name not in row), "")
        if lacking:
            raise ValueError(say("图表的数据里有一行没有“{column}”", column=str(lacking)))
        rows = [names, *([row[name] for name in names] for row in data)]
    else:
        rows = data
    if not all(isinstance(row, list) and len(row) == len(rows[0]) and row for row in rows):
        raise ValueError(_HOW)
    categories = tuple(_words(row[0]) for row in rows[1:])
    series = (
        Series(_words(name), tuple(_number(row[at], _words(name)) for row in rows[1:]))
        for at, name in enumerate(rows[0][1:], 1)
    )
    return Figures(categories, tuple(series))


def _words(value: Any) -> str:
    """A name as a chart can hold it: what begins a paragraph or page elsewhere is a line end; raises ``ForbiddenCharacter``."""
    return permitted(str(value).replace("\a", "\n").replace("\f", "\n"))


def _number(value: Any, series: str) -> Decimal | None:
    """A number as it is written; None for a gap."""
    if value is None:
        return None
    text = str(value).strip().replace(",", "")
    if text in _GAPS:
        return None
    if isinstance(value, bool) or not _NUMBER.fullmatch(text):
        raise _no_number(value, series)
    try:
        return Decimal(text)
    except InvalidOperation:
        raise _no_number(value, series) from None


def _no_number(value: Any, series: str) -> ValueError:
    return ValueError(say("图表的系列“{series}”里，“{written}”不是数", series=series, written=str(value)))


def request_chart(frame: Frame, value: Chart, part: str, context: RenderContext, state: Rendering) -> None:
    """Notes that the chart described here gets these figures; raises ``Unusable`` (R10) where there is no chart, or it
    cannot show them."""
    frame.describe("图表")
    reference, source = _described(frame.element, part, context)
    root = parse_xml(context.package.read(source), source)
    fault = chart_fault(root, value.figures)
    if fault:
        raise Unusable(fault, R10, say("在 Word 里改图表的类型或数据，再试一次"))
    undrawn = spare_series(root, value.figures)
    if undrawn:
        message = say("图表画了 {drawn} 个系列，数据只有 {given} 个，多出的（“{names}”）已去掉",
                      drawn=len(undrawn) + len(value.figures.series), given=len(value.figures.series), names=tuple(undrawn))
        state.note(frame.printed.number, message, R12, say("确实少了就不用改；漏了的，在数据里补上"), Grade.WARNING)
    name = source
    if any(request.source == source for request in context.charts):
        name = context.additions.add(source, b"", _CHART)
        reference.set(R + "id", context.additions.relate(part, "chart", name))
    context.charts.append(ChartRequest(source, name, value.figures))


def _described(element: etree._Element, part: str, context: RenderContext) -> tuple[etree._Element, str]:
    """The reference to the chart that an element describes, and the chart's part."""
    holder = next(element.iterancestors(W + "drawing"), None)
    reference = next(holder.iter(C + "chart"), None) if holder is not None else None
    if reference is not None:
        id = reference.get(R + "id", "")
        target = next((line.target for line in context.package.relationships(part) if line.id == id), "")
        if target in context.package:
            return reference, target
    raise Unusable(say("这里没有可以换数据的图表"), R10, say("在模板里插入一个图表，右键→编辑替代文字，把标签写在那里"))


def fill_charts(context: RenderContext, finished: Mapping[str, bytes], *, books: bool = True) -> None:
    """Fills the charts that were asked for; ``finished`` are the parts as rendered, charts with tags among them.  Without ``books``
    the workbooks behind them stay as they are: for somebody who only looks."""
    additions = context.additions
    for request in context.charts:
        root = parse_xml(finished.get(request.source) or context.package.read(request.source), request.source)
        fill_chart(root, request.figures)
        book = workbook_of(request.figures) if books else b""
        if request.part == request.source:
            additions.replaced |= dict.fromkeys(_workbooks(context, request.source), book) if books else {}
            additions.replaced[request.source] = serialise_xml(root)
        else:
            _relate_copy(context, request, root, book)
            additions.parts[request.part] = serialise_xml(root)


def _workbooks(context: RenderContext, source: str) -> list[str]:
    lines = context.package.relationships(source)
    return [line.target for line in lines if line.kind == "package" and line.target in context.package]


def _relate_copy(context: RenderContext, request: ChartRequest, root: etree._Element, book: bytes) -> None:
    """A copy has a workbook of its own and shares the rest (colours, styles) with its source."""
    ids: dict[str, str] = {}
    for line in context.package.relationships(request.source):
        target = line.target
        if line.kind == "package" and target in context.package:
            target = context.additions.add(target, book, TYPE)
        ids[line.id] = context.additions.relate(request.part, line.type, target, external=line.external)
    for element in root.iter(etree.Element):
        for name in (R + "id", R + "embed", R + "link"):
            if element.get(name) in ids:
                element.set(name, ids[element.get(name, "")])
