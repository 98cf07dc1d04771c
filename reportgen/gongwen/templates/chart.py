"""Nothing → a bar chart of two series with sample figures, as parts and a drawing: native, to be edited in Word.

Knows no figure.  The engine fills it by the tag in its description.  Bars lie, because names of figures are long; both
series have their own numbers as labels, so the value axis is left out; the two greys differ in print without colours.
"""

from __future__ import annotations

from decimal import Decimal

from reportgen.gongwen.standard import FONTS, LATIN
from reportgen.gongwen.wordml import HEAD, NewPart
from reportgen.ooxml.names import PACKAGE, WP, A, C, R
from reportgen.ooxml.workbook import SHEET, TYPE, workbook

EMU_PER_TWIP = 635
_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_A, _C, _R, _WP = (name[1:-1] for name in (A, C, R, WP))
_SAMPLE: list[list[str | Decimal | None]] = [
    ["", "上年", "本年"], ["示例指标一", Decimal("8.5"), Decimal("9.2")], ["示例指标二", Decimal("6.1"), Decimal("7.4")],
]  # fmt: skip
_COLOURS = ("BFBFBF", "595959")


def drawing(width: int, height: int) -> str:
    """The chart in line with the text, of a size in EMU; its description holds the tag (§20.4.2.8)."""
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_WP}" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr id="1" name="图表 1" descr="{{{{ 图表数据|图表 }}}}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_A}"><a:graphicData uri="{_C}">'
        f'<c:chart xmlns:c="{_C}" r:id="rIdChart"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def chart_parts(fonts: str) -> tuple[NewPart, ...]:
    """The chart, its relationship to the workbook, the workbook."""
    book = "word/embeddings/Microsoft_Excel_Sheet1.xlsx"
    lines = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}relationships"><Relationship Id="rId1" Type="{_R}/package" '
        'Target="../embeddings/Microsoft_Excel_Sheet1.xlsx"/></Relationships>'
    )
    return (
        NewPart("word/charts/chart1.xml", HEAD + _chart_xml(fonts), _CHART_TYPE, f"{_R}/chart", "rIdChart"),
        NewPart("word/charts/_rels/chart1.xml.rels", lines, ""),
        NewPart(book, workbook(_SAMPLE), TYPE),
    )


def _chart_xml(fonts: str) -> str:
    """``c:chartSpace`` (§21.2.2.29), children in the order of the schema."""
    series = "".join(_series(number, fonts) for number in range(len(_COLOURS)))
    return (
        f'<c:chartSpace xmlns:c="{_C}" xmlns:a="{_A}" xmlns:r="{_R}"><c:date1904 val="0"/><c:lang val="zh-CN"/>'
        '<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>'
        f'<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>{series}'
        '<c:gapWidth val="60"/><c:axId val="111111111"/><c:axId val="222222222"/></c:barChart>'
        f"{_axes(fonts)}</c:plotArea>"
        f'<c:legend><c:legendPos val="b"/><c:overlay val="0"/>{_text(fonts, 1200)}</c:legend>'
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f'{_text(fonts, 1200)}<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _series(number: int, fonts: str) -> str:
    column = "BC"[number]
    name = str(_SAMPLE[0][number + 1])
    names = "".join(f'<c:pt idx="{at}"><c:v>{row[0]}</c:v></c:pt>' for at, row in enumerate(_SAMPLE[1:]))
    values = "".join(f'<c:pt idx="{at}"><c:v>{row[number + 1]}</c:v></c:pt>' for at, row in enumerate(_SAMPLE[1:]))
    last = len(_SAMPLE)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>{SHEET}!${column}$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{name}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{_COLOURS[number]}"/></a:solidFill></c:spPr><c:invertIfNegative val="0"/>'
        f"<c:dLbls>{_text(fonts, 1050)}<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>"
        '<c:showSerName val="0"/><c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat><c:strRef><c:f>{SHEET}!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{last - 1}\"/>{names}"
        f"</c:strCache></c:strRef></c:cat><c:val><c:numRef><c:f>{SHEET}!${column}$2:${column}${last}</c:f><c:numCache>"
        f'<c:formatCode>General</c:formatCode><c:ptCount val="{last - 1}"/>{values}</c:numCache></c:numRef></c:val></c:ser>'
    )


def _axes(fonts: str) -> str:
    """The first category stands at the top; the value axis begins at nought and is not drawn."""
    return (
        '<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="low"/><c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="7F7F7F"/>'
        f'</a:solidFill></a:ln></c:spPr>{_text(fonts, 1200)}<c:crossAx val="222222222"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/><c:noMultiLvlLbl val="0"/></c:catAx>'
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="1"/>'
        '<c:axPos val="t"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:crossAx val="111111111"/><c:crosses val="autoZero"/>'
        '<c:crossBetween val="between"/></c:valAx>'
    )


def _text(fonts: str, size: int) -> str:
    """``c:txPr``: 仿宋 and Times New Roman, black, in hundredths of a point."""
    face = FONTS["仿宋"].written(fonts)
    return (
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="{size}" b="0"><a:solidFill><a:srgbClr val="000000"/>'
        f'</a:solidFill><a:latin typeface="{LATIN}"/><a:ea typeface="{face}"/></a:defRPr></a:pPr>'
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )
