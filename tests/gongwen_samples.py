"""A few lines in a small language → a Word file as a clerk would have typed it: everything in the style Normal.

Each line is a paragraph, ``名称{key=value …}| text``: the name gives it the standard's formatting (标题, 正文, 一级 …), the
braces change something.  ``‖`` begins another run, which may have braces of its own.  ``空`` is an empty line, ``+ 甲;乙`` a
row of a table that ``表格{宽=… 底=1}|`` began (``底``: at the foot of the page's text, as a 版记 rests); ``原样|`` takes XML as it is.  Lines before the text set the file:
``页面{上=2098 …}|``, ``单页| — # —``, ``双页| — # —`` (``#`` is the number, ``无`` no footer), ``设置{不分 修订 首页不同}|``,
``默认{语言=en-US …}|`` (document defaults), ``属性{作者=…}|``, ``新节{宽=… 高=…}|``.  Knows nothing of the linter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from docx_samples import (
    HEAD,
    NAMESPACES,
    add_part,
    add_properties,
    add_type,
    escape,
    package_of,
    package_parts,
    parts_of,
    relationships_xml,
)

FANG, KAI, HEI, SONG, BIAO = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体", "方正小标宋简体"
_TEXT = {"字体": FANG, "字号": "32", "行距": "579", "对齐": "both", "首行": "200"}
PRESETS: dict[str, dict[str, str]] = {
    "正文": {},
    "标题": {"字体": BIAO, "字号": "44", "行距": "680", "对齐": "center", "首行": "0"},
    "副标题": {"字体": KAI, "对齐": "center", "首行": "0"},
    "题下": {"字体": KAI, "对齐": "center", "首行": "0"},
    "主送": {"首行": "0"},
    "一级": {"字体": HEI, "大纲": "0"},
    "二级": {"字体": KAI, "大纲": "1"},
    "三级": {"大纲": "2"},
    "四级": {"大纲": "3"},
    "附件说明": {"首行": "-300", "左": "500"},
    "续行": {"首行": "-100", "左": "600"},
    "署名": {"对齐": "right", "首行": "0", "右": "200"},
    "日期": {"对齐": "right", "首行": "0", "右": "200"},
    "附注": {},
    "附件": {"字体": HEI, "首行": "0", "新页": "1"},
    "附件标题": {"字体": BIAO, "字号": "44", "行距": "680", "对齐": "center", "首行": "0"},
    "份号": {"首行": "0"},
    "密级": {"字体": HEI, "首行": "0"},
    "标志": {"字体": BIAO, "字号": "88", "行距": "1200", "对齐": "center", "首行": "0", "颜色": "FF0000"},
    "字号行": {"对齐": "center", "首行": "0", "下线": "FF0000"},
    "上行字号": {"左": "100", "首行": "0", "下线": "FF0000"},
    "抄送": {"字号": "28", "首行": "-300", "左": "400", "右": "100"},
    "印发": {"字号": "28", "首行": "0", "左": "100", "右": "100"},
    "表题": {"字体": HEI, "字号": "28", "对齐": "center", "首行": "0"},
    "格": {"字号": "24", "行距": "400", "对齐": "center", "首行": "0"},
    "页码": {"字体": SONG, "西文": SONG, "字号": "28", "行距": "280", "首行": "0", "字距": "0"},
}
_RUN_KEYS = {"字体", "西文", "字号", "加粗", "斜体", "下划", "颜色", "高亮", "隐藏", "字距", "提示", "语言", "主题"}
_LINE = re.compile(r"(\S+?)(?:\{([^}]*)\})?\|\s?(.*)", re.S)


@dataclass
class Sheet:
    """What the lines said of the file so far."""

    body: list[str] = field(default_factory=list)
    page: dict[str, str] = field(default_factory=dict)
    footers: dict[str, str] = field(default_factory=lambda: {"单页": "{对齐=right 右=100}| — # —", "双页": "{对齐=left 左=100}| — # —"})
    settings: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, str] = field(default_factory=dict)
    makers: dict[str, str] = field(default_factory=dict)
    rows: list[str] = field(default_factory=list)
    table: dict[str, str] = field(default_factory=dict)


def written(text: str, margins: str = "A") -> bytes:
    """The Word file of these lines."""
    sheet = Sheet(page=dict(_PAGES[margins]))
    for line in text.strip("\n").split("\n"):
        _line(line, sheet, margins)
    _end_table(sheet)
    return _file(sheet)


_PAGES = {
    "A": {"宽": "11906", "高": "16838", "上": "2098", "下": "1984", "左": "1588", "右": "1474", "页脚": "1446", "网格": "lines:579"},
    "B": {"宽": "11906", "高": "16838", "上": "1960", "下": "1847", "左": "1588", "右": "1474", "页脚": "1446", "网格": "lines:589"},
}


def _line(line: str, sheet: Sheet, margins: str) -> None:
    if line.startswith("+ "):
        sheet.rows.append(line[2:])
        return
    _end_table(sheet)
    if line.strip() == "空":
        sheet.body.append(_paragraph("正文", {}, "", margins))
        return
    found = _LINE.fullmatch(line)
    assert found, line
    name, options, text = found[1], _options(found[2] or ""), found[3]
    if name in ("单页", "双页", "首页"):
        sheet.footers[name] = "{" + (found[2] or "") + "}| " + text
    elif name == "新节":
        sheet.body.append(f"<w:p><w:pPr>{_section(sheet, margins)}</w:pPr></w:p>")
        sheet.page.update(options)
    elif name == "原样":
        sheet.body.append(text)
    elif name == "表格":
        sheet.table = {"开": "1", **options}
    elif name in (kept := {"页面": sheet.page, "设置": sheet.settings, "默认": sheet.defaults, "属性": sheet.makers}):
        kept[name].update(options)
    else:
        sheet.body.append(_paragraph(name, options, text, margins))


def _options(text: str) -> dict[str, str]:
    """``key=value`` by blanks; a key alone is switched on, ``&`` in a value is a blank."""
    return {part.partition("=")[0]: part.partition("=")[2].replace("&", " ") if "=" in part else "1" for part in text.split()}


def _paragraph(name: str, options: Mapping[str, str], text: str, margins: str) -> str:
    made = {**_TEXT, **PRESETS[name], **options}
    if margins == "B" and made["行距"] == "579":
        made["行距"] = "589"
    runs = "".join(_run(piece, made) for piece in text.split("‖")) if text else ""
    mark = "" if text else _looks(made)
    return f"<w:p><w:pPr>{_layout(made)}{mark}</w:pPr>{runs}</w:p>"


def _layout(made: Mapping[str, str]) -> str:
    """``w:pPr`` in schema order."""
    line = made["行距"]
    rule, pitch = ("auto", str(round(float(line[:-1]) * 240))) if line.endswith("倍") else ("exact", line)
    if line.endswith("起"):
        rule, pitch = "atLeast", line[:-1]
    first, chars = int(made["首行"]), {"左": "left", "右": "right"}
    indent = f' w:firstLineChars="{first}" w:firstLine="{first * 315 // 100}"' if first >= 0 else (
        f' w:hangingChars="{-first}" w:hanging="{-first * 315 // 100}"')  # fmt: skip
    indent += "".join(f' w:{name}Chars="{made[key]}" w:{name}="{int(made[key]) * 315 // 100}"' for key, name in chars.items() if key in made)
    return "".join((
        '<w:pageBreakBefore/>' if made.get("新页") else "", f'<w:widowControl w:val="{made.get("孤行", "0")}"/>',
        f'<w:pBdr><w:bottom w:val="single" w:sz="12" w:space="{made.get("线距", "11")}" w:color="{made["下线"]}"/></w:pBdr>' if made.get("下线") else "",
        f'<w:snapToGrid w:val="{made.get("对网格", "0")}"/>',
        f'<w:spacing w:before="{made.get("段前", "0")}" w:after="{made.get("段后", "0")}" w:line="{pitch}" w:lineRule="{rule}"/>',
        f"<w:ind {made.get('缩进', indent)}/>",
        f'<w:jc w:val="{made["对齐"]}"/>', f'<w:outlineLvl w:val="{made["大纲"]}"/>' if made.get("大纲", "无") != "无" else "",
    ))  # fmt: skip


def _run(piece: str, made: Mapping[str, str]) -> str:
    own: dict[str, str] = {}
    if piece.startswith("{"):
        inside, _, piece = piece[1:].partition("}")
        own = _options(inside)
    texts = piece.split("#") if made.get("页") else [piece]
    look = _looks({**made, **own})
    return _FIELD.replace("LOOK", look).join(
        f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'.replace("↓", '</w:t><w:br/><w:t xml:space="preserve">')
        for text in texts
    )


_FIELD = "".join(
    f"<w:r>LOOK{mark}</w:r>" for mark in ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
                                           '<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')
)  # fmt: skip


def _looks(made: Mapping[str, str]) -> str:
    """``w:rPr`` in schema order."""
    latin = made.get("西文", "Times New Roman")
    hint = "" if made.get("提示") == "无" else ' w:hint="eastAsia"'
    fonts = f'<w:rFonts{hint} w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{made["字体"]}" w:cs="{latin}"/>'
    if made.get("主题"):
        fonts = f'<w:rFonts{hint} w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>'
    if made["字体"] == "无":
        fonts = ""
    switch = {"加粗": "b", "斜体": "i", "隐藏": "vanish"}
    return "".join((
        "<w:rPr>", fonts, *(f"<w:{switch[key]}/>" for key in ("加粗", "斜体", "隐藏") if made.get(key)),
        f'<w:color w:val="{made["颜色"]}"/>' if made.get("颜色") else "",
        f'<w:color w:val="auto" w:themeColor="{made["主题色"]}"/>' if made.get("主题色") else "",
        f'<w:spacing w:val="{made.get("字距", "-5")}"/>', f'<w:w w:val="{made["缩放"]}"/>' if made.get("缩放") else "",
        f'<w:sz w:val="{made["字号"]}"/><w:szCs w:val="{made["字号"]}"/>' if made["字号"] != "无" else "",
        f'<w:highlight w:val="{made["高亮"]}"/>' if made.get("高亮") else "", '<w:u w:val="single"/>' if made.get("下划") else "",
        f'<w:lang w:eastAsia="{made["语言"]}"/>' if made.get("语言") else "", "</w:rPr>",
    ))  # fmt: skip


_FOOT = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page" w:tblpX="1588" w:tblpYSpec="bottom"/>'
)
_NO_EDGES = '<w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
_ANCHOR = (
    '<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/></w:pPr></w:p>'
)
"""A table that floats at the foot of the text area, and the paragraph that holds it: as the shipped kinds have it."""


def _end_table(sheet: Sheet) -> None:
    if not sheet.table:
        return
    made = sheet.table
    rows = [row.split(";") for row in sheet.rows]
    width = int(made.get("宽", "8800"))
    head = "<w:tblHeader/>" if made.get("表头", "1") == "1" else ""
    whole = "<w:cantSplit/>" if made.get("不断", "1") == "1" else ""
    cells = [
        f"<w:tr><w:trPr>{whole}{head if not number else ''}</w:trPr>"
        + "".join(f'<w:tc><w:tcPr><w:tcW w:w="{width // len(row)}" w:type="dxa"/></w:tcPr>{_cell(text)}</w:tc>' for text in row)
        + "</w:tr>"
        for number, row in enumerate(rows)
    ]
    grid = f'<w:gridCol w:w="{width // len(rows[0])}"/>' * len(rows[0])
    borders = "".join(f'<w:{side} w:val="single" w:sz="{made.get(side, "8")}" w:color="auto"/>' for side in ("top", "bottom") if made.get(side) != "无")
    place, edges, anchor = (_FOOT, _NO_EDGES, _ANCHOR) if made.get("底") else ("", "", "")
    sheet.body.append(
        f'<w:tbl><w:tblPr>{place}<w:tblW w:w="{width}" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>{edges}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>'
        + "".join(cells) + f"</w:tbl>{anchor}"
    )  # fmt: skip
    sheet.table, sheet.rows = {}, []


def _cell(text: str) -> str:
    """A cell: plain text in the usual form, or a line with a name of its own."""
    found = _LINE.fullmatch(text)
    return _paragraph(found[1], _options(found[2] or ""), found[3], "A") if found else _paragraph("格", {}, text, "A")


def _section(sheet: Sheet, margins: str) -> str:
    page, (kind, pitch) = sheet.page, sheet.page["网格"].split(":")[:2]
    names = {"单页": ("default", "rIdOdd"), "双页": ("even", "rIdEven"), "首页": ("first", "rIdFirst")}
    references = "".join(
        f'<w:footerReference w:type="{names[key][0]}" r:id="{names[key][1]}"/>' for key, text in sheet.footers.items() if not text.endswith("| 无")
    )
    space = page["网格"].split(":")[2] if page["网格"].count(":") == 2 else "0"
    start = f'<w:pgNumType w:start="{page["起"]}"/>' if page.get("起") else ""
    form = f'<w:pgNumType w:fmt="{page["码"]}"/>' if page.get("码") else ""
    return (
        f'<w:sectPr>{references}<w:pgSz w:w="{page["宽"]}" w:h="{page["高"]}"/><w:pgMar w:top="{page["上"]}" w:right="{page["右"]}" '
        f'w:bottom="{page["下"]}" w:left="{page["左"]}" w:header="851" w:footer="{page["页脚"]}" w:gutter="0"/>{start}{form}'
        f'{"<w:titlePg/>" if sheet.settings.get("首页不同") else ""}'
        f'<w:docGrid w:type="{kind}" w:linePitch="{pitch}" w:charSpace="{space}"/></w:sectPr>'
    )  # fmt: skip


def _file(sheet: Sheet) -> bytes:
    parts = package_parts("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml")
    related = [("rIdStyles", "styles", "styles.xml"), ("rIdSettings", "settings", "settings.xml"), ("rIdTheme", "theme", "theme/theme1.xml")]
    add_part(parts, "styles", f"<w:styles {NAMESPACES}>{_styles(sheet.defaults)}</w:styles>")
    settings = ("<w:trackRevisions/>" if sheet.settings.get("修订") else "") + ("" if sheet.settings.get("不分") else "<w:evenAndOddHeaders/>")
    add_part(parts, "settings", f"<w:settings {NAMESPACES}>{settings}</w:settings>")
    parts["word/theme/theme1.xml"] = (HEAD + _THEME).encode()
    add_type(parts, "word/theme/theme1.xml", "application/vnd.openxmlformats-officedocument.theme+xml")
    for key, number, name in (("单页", 1, "rIdOdd"), ("双页", 2, "rIdEven"), ("首页", 3, "rIdFirst")):
        if key in sheet.footers and not sheet.footers[key].endswith("| 无"):
            found = _LINE.fullmatch("页码" + sheet.footers[key])
            assert found
            inside = _paragraph("页码", {"页": "1", **_options(found[2] or "")}, found[3], "A")
            add_part(parts, f"footer{number}", f"<w:ftr {NAMESPACES}>{inside}</w:ftr>", "footer")
            related.append((name, "footer", f"footer{number}.xml"))
    parts["word/document.xml"] = f"{HEAD}<w:document {NAMESPACES}><w:body>{''.join(sheet.body)}{_section(sheet, 'A')}</w:body></w:document>".encode()
    parts["word/_rels/document.xml.rels"] = relationships_xml(related, {})
    core = "".join(f"<{tag}>{sheet.makers[key]}</{tag}>" for key, tag in (("作者", "dc:creator"), ("最后", "cp:lastModifiedBy")) if key in sheet.makers)
    add_properties(parts, core or None, None)
    return package_of(parts)


def _styles(defaults: Mapping[str, str]) -> str:
    fonts = '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/>' if defaults.get("主题") else ""
    language = f'<w:lang w:val="en-US" w:eastAsia="{defaults.get("语言", "zh-CN")}"/>'
    return (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}{language}</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>'
    )


_THEME = (
    '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="x"><a:themeElements><a:fontScheme name="x">'
    '<a:majorFont><a:latin typeface="Cambria"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="黑体"/></a:majorFont>'
    '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:cs typeface=""/><a:font script="Hans" typeface="等线"/></a:minorFont>'
    "</a:fontScheme></a:themeElements></a:theme>"
)

MATERIAL = """标题| 澄屿街道2025年上半年工作情况汇报
题下| 澄屿街道办事处
题下| （2025年7月10日）
空
正文| 今年以来，街道认真落实各项部署，经济社会平稳发展。现将有关情况汇报如下：
一级| 一、主要工作情况
二级| （一）产业提质。‖{字体=仿宋_GB2312}规上工业产值113.2亿元，同比增长6.67%，居全市第一位。
正文| ‖{加粗}项目建设提速。‖新开工项目12个，完成投资8.5亿元，坚持“一网统管”“一网通办”。
三级| 1.强化要素保障
正文| 盘活存量用地35亩，增长15%～30%。
四级| （1）土地
正文| 2021—2025年累计供地。
一级| 二、存在的问题
正文| 一是产业层次不高。二是人才不足。
一级| 三、下一步打算
正文| 下半年，我们将扎实做好各项工作。"""

OFFICIAL = """份号| 000012
密级| 秘密★1年
密级| 特急
标志| 澄屿街道办事处文件
空
空
字号行| 澄街办〔2025〕3号
空
空
标题| 澄屿街道办事处关于开展↓环境整治工作的通知
空
主送| 各村（社区），各科室：
正文| 为改善环境，现就有关事项通知如下：
一级| 一、总体要求
正文| 坚持问题导向，按照《关于加强管理的通知》（云办〔2024〕12号）要求落实。
空
附件说明| 附件：任务清单
空
署名{右=200}| 澄屿街道办事处
日期{右=100}| 2025年7月1日
附注| （此件发至各村）
附件| 附件
空
附件标题| 任务清单
空
正文| 一个事项由一个科室牵头。
表格{宽=8800}|
+ 抄送{字号=28}| 抄送：市委办公室，市人大常委会办公室。
+ 印发| 澄屿街道办事处办公室　　2025年7月1日印发"""


def boxed_number(data: bytes, align: str = "center") -> bytes:
    """The file with the page numbers of its footers in text boxes, as WPS writes them, in both copies of the markup."""
    parts = parts_of(data)
    for name in ("word/footer1.xml", "word/footer2.xml"):
        head, inside, tail = re.split(r"(<w:p>.*</w:p>)", parts[name].decode(), maxsplit=1)
        box = f"<w:txbxContent>{inside}</w:txbxContent>"
        anchor = f'<wp:anchor><wp:positionH relativeFrom="margin"><wp:align>{align}</wp:align></wp:positionH><a:graphic><a:graphicData>'
        choice = f'<mc:Choice Requires="wps"><w:drawing>{anchor}<wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>'
        fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
        parts[name] = f"{head}<w:p><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>{tail}".encode()
    return package_of(parts)


def boxed_mark(data: bytes, offset: float = 70.7, align: str = "") -> bytes:
    """The file with its mark in a text box, ``offset`` millimetres from the sheet's edge: as many offices draw their
    letterhead.  ``align`` sets the box across the page, else it has a distance there too."""
    parts = parts_of(data)
    head, inside, tail = re.split(r"(<w:p>(?:(?!</w:p>).)*文件(?:(?!</w:p>).)*</w:p>)", parts["word/document.xml"].decode(), maxsplit=1)
    box = f"<w:txbxContent>{inside}</w:txbxContent>"
    across = f"<wp:align>{align}</wp:align>" if align else "<wp:posOffset>0</wp:posOffset>"
    place = (
        f'<wp:positionH relativeFrom="margin">{across}</wp:positionH><wp:positionV relativeFrom="page">'
        f"<wp:posOffset>{round(offset * 36_000)}</wp:posOffset></wp:positionV>"
    )
    choice = (
        f'<mc:Choice Requires="wps"><w:drawing><wp:anchor>{place}<a:graphic><a:graphicData><wps:wsp><wps:txbx>{box}</wps:txbx>'
        "<wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
    )
    fallback = f"<mc:Fallback><w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict></mc:Fallback>"
    anchor = f'<w:p><w:pPr><w:snapToGrid w:val="0"/><w:spacing w:line="579" w:lineRule="exact"/></w:pPr><w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r></w:p>'
    parts["word/document.xml"] = f"{head}{anchor}{tail}".encode()
    return package_of(parts)
