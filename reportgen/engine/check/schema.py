"""The name of a WordprocessingML element → which children it may have, in which order, and what a clerk calls it.

Knows no file; data only, from ECMA-376 Part 1 §17 (transitional schema; for ``rPr`` the order Word writes, because the
schema leaves it free).  A model is a line of steps: ``name`` at most once, ``name*`` any number, ``one|other`` a
choice, ``@set`` a named set.  Children of other namespaces (math, drawing, extensions) may stand anywhere.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache

from reportgen.message import Message, say
from reportgen.ooxml.properties import PARAGRAPH_PROPERTIES, RUN_PROPERTIES

_RANGES = (
    "bookmarkStart|bookmarkEnd|commentRangeStart|commentRangeEnd|moveFromRangeStart|moveFromRangeEnd|moveToRangeStart|"
    "moveToRangeEnd|permStart|permEnd|proofErr|customXmlInsRangeStart|customXmlInsRangeEnd|customXmlDelRangeStart|"
    "customXmlDelRangeEnd|customXmlMoveFromRangeStart|customXmlMoveFromRangeEnd|customXmlMoveToRangeStart|"
    "customXmlMoveToRangeEnd|ins|del|moveFrom|moveTo"
)
_SETS = {
    "ranges": _RANGES,
    "blocks": f"p|tbl|sdt|customXml|altChunk|{_RANGES}",
    "inlines": f"r|hyperlink|fldSimple|sdt|customXml|smartTag|dir|bdo|subDoc|{_RANGES}",
    "rows": f"tr|sdt|customXml|{_RANGES}",
    "cells": f"tc|sdt|customXml|{_RANGES}",
    "pieces": "t|delText|instrText|delInstrText|fldChar|tab|br|cr|noBreakHyphen|softHyphen|sym|pgNum|annotationRef|"
    "footnoteRef|endnoteRef|separator|continuationSeparator|footnoteReference|endnoteReference|commentReference|"
    "drawing|object|pict|ptab|ruby|lastRenderedPageBreak|dayShort|monthShort|yearShort|dayLong|monthLong|yearLong|"
    "contentPart",
}
_BORDERS = "top left|start bottom right|end insideH insideV"
_LINES = {
    "document": "background body",
    "body": "@blocks* sectPr",
    "hdr": "@blocks*",
    "ftr": "@blocks*",
    "footnote": "@blocks*",
    "endnote": "@blocks*",
    "comment": "@blocks*",
    "txbxContent": "@blocks*",
    "p": "pPr @inlines*",
    "r": "rPr @pieces*",
    "tbl": "@ranges* tblPr tblGrid @rows*",
    "tr": "tblPrEx trPr @cells*",
    "tc": "tcPr @blocks*",
    "sdt": "sdtPr sdtEndPr sdtContent",
    "ruby": "rubyPr rt rubyBase",
    "rt": "@inlines*",
    "rubyBase": "@inlines*",
    "pPr": " ".join(PARAGRAPH_PROPERTIES),
    "rPr": f"ins|del|moveFrom|moveTo* {' '.join(RUN_PROPERTIES)} rPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
    "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription tblPrChange",
    "tblPrEx": "tblW jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblPrExChange",
    "tblGrid": "gridCol* tblGridChange",
    "trPr": "cnfStyle|divId|gridBefore|gridAfter|wBefore|wAfter|cantSplit|trHeight|tblHeader|tblCellSpacing|jc|hidden* "
    "ins del trPrChange",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark "
    "headers cellIns|cellDel|cellMerge tcPrChange",
    "sectPr": "headerReference|footerReference* footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType "
    "pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings "
    "sectPrChange",
    "numPr": "ilvl numId numberingChange ins",
    "pBdr": "top left bottom right between bar",
    "pgBorders": "top left bottom right",
    "tblBorders": _BORDERS,
    "tcBorders": f"{_BORDERS} tl2br tr2bl",
    "tblCellMar": "top left|start bottom right|end",
    "tcMar": "top left|start bottom right|end",
    "styles": "docDefaults latentStyles style*",
    "docDefaults": "rPrDefault pPrDefault",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked "
    "personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr*",
    "tblStylePr": "pPr rPr tblPr trPr tcPr",
    "numbering": "numPicBullet* abstractNum* num* numIdMacAtCleanup",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl*",
    "num": "abstractNumId lvlOverride*",
    "lvlOverride": "startOverride lvl",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime doNotDisplayPageBoundaries "
    "displayBackgroundShape printPostScriptOverText printFractionalCharacterWidth printFormsData embedTrueTypeFonts "
    "embedSystemFonts saveSubsetFonts saveFormsData mirrorMargins alignBordersAndEdges bordersDoNotSurroundHeader "
    "bordersDoNotSurroundFooter gutterAtTop hideSpellingErrors hideGrammaticalErrors activeWritingStyle* proofState "
    "formsDesign attachedTemplate linkStyles stylePaneFormatFilter stylePaneSortMethod documentType mailMerge "
    "revisionView trackRevisions doNotTrackMoves doNotTrackFormatting documentProtection autoFormatOverride "
    "styleLockTheme styleLockQFSet defaultTabStop autoHyphenation consecutiveHyphenLimit hyphenationZone "
    "doNotHyphenateCaps showEnvelope summaryLength clickAndTypeStyle defaultTableStyle evenAndOddHeaders "
    "bookFoldRevPrinting bookFoldPrinting bookFoldPrintingSheets drawingGridHorizontalSpacing "
    "drawingGridVerticalSpacing displayHorizontalDrawingGridEvery displayVerticalDrawingGridEvery "
    "doNotUseMarginsForDrawingGridOrigin drawingGridHorizontalOrigin drawingGridVerticalOrigin doNotShadeFormData "
    "noPunctuationKerning characterSpacingControl printTwoOnOne strictFirstAndLastChars noLineBreaksAfter* "
    "noLineBreaksBefore* savePreviewPicture doNotValidateAgainstSchema saveInvalidXml ignoreMixedContent "
    "alwaysShowPlaceholderText doNotDemarcateInvalidXml saveXmlDataOnly useXSLTWhenSaving saveThroughXslt showXMLTags "
    "alwaysMergeEmptyNamespace updateFields hdrShapeDefaults footnotePr endnotePr compat docVars rsids attachedSchema* "
    "themeFontLang clrSchemeMapping doNotIncludeSubdocsInStats doNotAutoCompressPictures forceUpgrade captions "
    "readModeInkLockDown smartTagType* shapeDefaults doNotEmbedSmartTags decimalSymbol listSeparator",
}
MODELLED = tuple(_LINES)
"""The elements that have a model."""
CHANGES = frozenset(("ins", "del", "moveFrom", "moveTo"))
TRANSPARENT = frozenset(("sdtContent", "customXml", "smartTag", "hyperlink", "fldSimple", "dir", "bdo")) | CHANGES
"""Elements that hold whatever the element around them may hold."""

TEXT_ELEMENTS = ("t", "delText", "instrText", "delInstrText")
"""The only elements of the main vocabulary that may hold text of their own in a story."""

FREE_ORDER = frozenset(("rPr",))
"""Where another order than Word's own is a blemish and no fault."""

_LABELS = {
    "document": say("文档"),
    "body": say("正文"),
    "hdr": say("页眉"),
    "ftr": say("页脚"),
    "footnote": say("脚注"),
    "endnote": say("尾注"),
    "comment": say("批注"),
    "txbxContent": say("文本框"),
    "p": say("段落"),
    "r": say("文字片段"),
    "t": say("文字"),
    "tbl": say("表格"),
    "tr": say("表格行"),
    "tc": say("单元格"),
    "sdt": say("内容控件"),
    "sdtContent": say("内容控件"),
    "hyperlink": say("超链接"),
    "ins": say("修订"),
    "del": say("修订"),
    "moveFrom": say("修订"),
    "moveTo": say("修订"),
    "drawing": say("图形"),
    "pict": say("图形"),
    "pPr": say("段落格式"),
    "rPr": say("字符格式"),
    "tblPr": say("表格格式"),
    "trPr": say("行格式"),
    "tcPr": say("单元格格式"),
    "sectPr": say("分节设置"),
    "tblGrid": say("表格列宽"),
}


Model = Mapping[str, tuple[tuple[int, bool], ...]]
"""The steps of one element: child name → (number of a step, whether it may repeat) for each step that takes it."""


def next_step(model: Model, child: str, reached: int, seen: Collection[int]) -> tuple[int, bool]:
    """The first step for a child that may still come; else the last of its steps (a bookmark of a table stands before its
    properties or between its rows)."""
    open_ones = (step for step in model[child] if step[0] >= reached and (step[1] or step[0] not in seen))
    return next(open_ones, model[child][-1])


def label(name: str) -> Message:
    """What a clerk calls an element: 段落（p）; a name without a word of its own stays as it is."""
    return say("{element}（{tag}）", element=_LABELS[name], tag=name) if name in _LABELS else say("{tag}", tag=name)


@cache
def model_of(name: str) -> Model | None:
    """The model of the named element, ``None`` where the schema is not ours to check."""
    return _read_model(_LINES[name]) if name in _LINES else None


@cache
def content_of(name: str) -> Model | None:
    """The model of what stands inside the named element apart from its properties, for the transparent ones in it."""
    return _read_model(_content_line(_LINES[name])) if "@" in _LINES.get(name, "") else None


def _read_model(line: str) -> Model:
    steps: dict[str, tuple[tuple[int, bool], ...]] = {}
    for number, word in enumerate(line.split()):
        names = word.rstrip("*")
        names = _SETS[names[1:]] if names.startswith("@") else names
        for name in names.split("|"):
            steps[name] = (*steps.get(name, ()), (number, word.endswith("*")))
    return steps


def _content_line(line: str) -> str:
    sets = [word for word in line.split() if word.startswith("@")]
    return f"customXmlPr|smartTagPr {sets[-1]}" if sets else ""
