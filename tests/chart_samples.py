"""Word files with a native chart whose alternative text holds a tag."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

from docx_samples import document
from lxml import etree

from reportgen.gongwen.templates.chart import chart_parts
from reportgen.ooxml.workbook import workbook

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_CHART = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_DRAWING = (
    '<w:p xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:r><w:drawing>'
    '<wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" '
    'distR="0"><wp:extent cx="5000000" cy="3000000"/><wp:docPr id="1" name="图表 1" descr="TAG"/><wp:cNvGraphicFramePr/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart">'
    '<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rIdChart"/>'
    "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>"
)


def charted(tag: str, before: str = "", after: str = "", chart: str = "", book: bool = True) -> bytes:
    """A document with a chart between two paragraphs; ``chart`` is another chart's XML than the builder's."""
    base = document(before, "图表在此", after)
    parts = chart_parts("GB2312")
    files = {part.name: part.content for part in parts if book or part.name.endswith("chart1.xml")}
    if chart:
        files["word/charts/chart1.xml"] = chart
    if book:
        files["word/embeddings/Microsoft_Excel_Sheet1.xlsx"] = workbook([["", "甲"], ["乙", Decimal(1)]])
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(base)) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "word/document.xml":
                data = _with_drawing(data, tag)
            elif name == "word/_rels/document.xml.rels":
                line = (
                    '<Relationship Id="rIdChart" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/chart" '
                    'Target="charts/chart1.xml"/></Relationships>'
                )
                data = data.replace(b"</Relationships>", line.encode())
            elif name == "[Content_Types].xml":
                more = (
                    f'<Override PartName="/word/charts/chart1.xml" ContentType="{_CHART}"/>'
                    '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/></Types>'
                )
                data = data.replace(b"</Types>", more.encode())
            new.writestr(name, data)
        for name, content in files.items():
            new.writestr(name, content if isinstance(content, bytes) else content.encode())
    return stream.getvalue()


def _with_drawing(data: bytes, tag: str) -> bytes:
    root = etree.fromstring(data)
    w = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    paragraph = next(node for node in root.iter(w + "p") if "".join(node.itertext()) == "图表在此")
    paragraph.getparent().replace(paragraph, etree.fromstring(_DRAWING.replace("TAG", tag.replace('"', "&quot;"))))  # type: ignore[union-attr]
    return etree.tostring(root)


def shown(package: bytes, name: str = "word/charts/chart1.xml") -> list[list[str]]:
    """What a chart shows: names, then for each category its values, from the caches."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        root = etree.fromstring(archive.read(name))
    series = list(root.iter(C + "ser"))
    head = ["", *("".join(one.find(C + "tx").itertext(C + "v")) for one in series)]  # type: ignore[union-attr]
    categories = [point.findtext(C + "v", "") for point in series[0].find(C + "cat").iter(C + "pt")]  # type: ignore[union-attr]
    values = [
        {int(point.get("idx", "0")): point.findtext(C + "v", "") for point in one.find(C + "val").iter(C + "pt")} for one in series  # type: ignore[union-attr]
    ]
    return [head, *([name, *(column.get(at, "") for column in values)] for at, name in enumerate(categories))]


def sheet(package: bytes, name: str = "word/embeddings/Microsoft_Excel_Sheet1.xlsx") -> list[list[str]]:
    """What the workbook holds, numbers as they are shown."""
    import openpyxl

    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        book = openpyxl.load_workbook(io.BytesIO(archive.read(name)))
    rows = []
    for row in book.worksheets[0].iter_rows():
        rows.append([_cell(cell) for cell in row])
    return rows


def _cell(cell: object) -> str:
    value, code = cell.value, cell.number_format  # type: ignore[attr-defined]
    if value is None:
        return ""
    return f"{value:.{len(code) - 2}f}" if isinstance(value, (int, float)) and "." in code else str(value)
