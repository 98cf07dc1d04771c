"""A Word file → the same after an official has done one thing to it that is no text: a table, a note, a bold figure, another margin.

Written as Word, WPS and LibreOffice write it, by name; ``FORM_EDITS`` maps each name to the edit, and to words of what is to be told.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from dataclasses import dataclass

from docx_samples import NAMESPACES, PNG, package_of, parts_of
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "http://schemas.openxmlformats.org/officeDocument/2006/math"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORDS, LINE = "产值达到18.62亿元", "产业加快升级"


class OpenFile:
    """A Word file that is being edited: its parts, its body."""

    def __init__(self, data: bytes) -> None:
        self.parts = parts_of(data)
        self.root = etree.fromstring(self.parts["word/document.xml"])
        self.body = self.root.find(W + "body")

    def saved(self) -> bytes:
        self.parts["word/document.xml"] = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return package_of(self.parts)

    def paragraph(self, words: str = LINE) -> etree._Element:
        return next(each for each in self.root.iter(W + "p") if words in "".join(text.text or "" for text in each.iter(W + "t")))

    def properties(self, words: str = LINE) -> etree._Element:
        paragraph = self.paragraph(words)
        held = paragraph.find(W + "pPr")
        if held is None:
            held = etree.Element(W + "pPr")
            paragraph.insert(0, held)
        return held

    def runs(self, words: str) -> list[etree._Element]:
        """The words in runs of their own, with the properties they had."""
        paragraph = self.paragraph(words)
        start = "".join(text for _, text in _texts(paragraph)).index(words)
        for place in (start, start + len(words)):
            _split(paragraph, place)
        found, at = [], 0
        for run, text in _texts(paragraph):
            found += [run] if start <= at < start + len(words) else []
            at += len(text)
        return found

    def dress(self, words: str, *properties: str) -> None:
        """Sets properties at the words, as the buttons do."""
        for run in self.runs(words):
            held = run.find(W + "rPr")
            if held is None:
                held = etree.Element(W + "rPr")
                run.insert(0, held)
            for each in properties:
                made = xml(each)
                for old in held.findall(made.tag):
                    held.remove(old)
                held.append(made)

    def layout(self, *properties: str, words: str = LINE) -> None:
        held = self.properties(words)
        for each in properties:
            made = xml(each)
            for old in held.findall(made.tag):
                held.remove(old)
            held.append(made)

    def insert(self, content: str, words: str = LINE) -> None:
        """Puts something at the end of the paragraph."""
        self.paragraph(words).append(xml(content))

    def behind(self, content: str, words: str = LINE) -> None:
        """Puts a paragraph or a table behind the paragraph."""
        self.paragraph(words).addnext(xml(content))

    def section(self) -> etree._Element:
        return self.body.findall(W + "sectPr")[-1]

    def part(self, name: str, content: str, kind: str, relationship: str) -> None:
        """A new part, related to the document."""
        self.parts[f"word/{name}"] = content.encode()
        suffix = name.rpartition(".")[0]
        types = self.parts["[Content_Types].xml"].decode()
        override = f'<Override PartName="/word/{name}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{suffix}+xml"/>'
        self.parts["[Content_Types].xml"] = types.replace("</Types>", f"{override}</Types>").encode()
        self.relate(kind, name, relationship)

    def relate(self, kind: str, target: str, relationship: str, mode: str = "") -> None:
        related = self.parts["word/_rels/document.xml.rels"].decode()
        external = f' TargetMode="{mode}"' if mode else ""
        entry = f'<Relationship Id="{relationship}" Type="{OFFICE}/{kind}" Target="{target}"{external}/>'
        self.parts["word/_rels/document.xml.rels"] = related.replace("</Relationships>", f"{entry}</Relationships>").encode()

    def media(self, relationship: str = "rIdShot") -> None:
        self.parts["word/media/shot.png"] = PNG
        types = self.parts["[Content_Types].xml"].decode()
        if 'Extension="png"' not in types:
            self.parts["[Content_Types].xml"] = types.replace("<Override", '<Default Extension="png" ContentType="image/png"/><Override', 1).encode()
        self.relate("image", "media/shot.png", relationship)


def _texts(paragraph: etree._Element) -> list[tuple[etree._Element, str]]:
    runs = [(run, "".join(each.text or "" for each in run.iter(W + "t"))) for run in paragraph.iter(W + "r")]
    return [(run, text) for run, text in runs if text]


def _split(paragraph: etree._Element, place: int) -> None:
    """Parts the run that a place in the text lies within."""
    at = 0
    for run, text in _texts(paragraph):
        if at < place < at + len(text):
            rest = copy.deepcopy(run)
            for half, words in ((run, text[: place - at]), (rest, text[place - at :])):
                first, *more = half.findall(W + "t")
                first.text = words
                for each in more:
                    half.remove(each)
                first.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            run.addnext(rest)
            return
        at += len(text)


def xml(content: str) -> etree._Element:
    """An element with the usual prefixes."""
    head, _, rest = content.partition(" ") if " " in content.split(">")[0] else (content.split(">")[0].rstrip("/"), "", content[len(content.split(">")[0].rstrip("/")) :])
    return etree.fromstring(f'{head} {NAMESPACES} xmlns:m="{M}" {rest}')


def picture(relationship: str = "rIdShot") -> str:
    return (
        '<w:r><w:drawing><wp:inline><wp:extent cx="3600000" cy="1800000"/><wp:docPr id="71" name="图片 1"/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="71" name="现场"/>'
        f'<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relationship}"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData>'
        "</a:graphic></wp:inline></w:drawing></w:r>"
    )


TABLE = (
    "<w:tbl><w:tblPr><w:tblW w:w=\"0\" w:type=\"auto\"/></w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>"
    "<w:tr><w:tc><w:p><w:r><w:t>重点项目</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>12个</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
)
BOX = (
    "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:anchor><wp:extent cx=\"900000\" cy=\"900000\"/><a:graphic><a:graphicData "
    "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>此处待核</w:t></w:r></w:p>"
    "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback>"
    "</mc:AlternateContent></w:r>"
)
FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>', "<w:r><w:instrText> DATE \\@ \"yyyy\" </w:instrText></w:r>",
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
)  # fmt: skip
Edit = Callable[[OpenFile], None]


def footnote(file: OpenFile) -> None:
    file.part("footnotes.xml", f'<w:footnotes {NAMESPACES}><w:footnote w:id="2"><w:p><w:r><w:t>快报数，待核。</w:t></w:r></w:p></w:footnote></w:footnotes>', "footnotes", "rIdNotes")
    file.insert('<w:r><w:footnoteReference w:id="2"/></w:r>')


def endnote(file: OpenFile) -> None:
    file.part("endnotes.xml", f'<w:endnotes {NAMESPACES}><w:endnote w:id="2"><w:p><w:r><w:t>见统计月报。</w:t></w:r></w:p></w:endnote></w:endnotes>', "endnotes", "rIdEnds")
    file.insert('<w:r><w:endnoteReference w:id="2"/></w:r>')


def comment(file: OpenFile) -> None:
    content = '<w:comment w:id="0" w:author="某某"><w:p><w:r><w:t>请再核一下产值</w:t></w:r></w:p></w:comment>'
    file.part("comments.xml", f"<w:comments {NAMESPACES}>{content}</w:comments>", "comments", "rIdRemarks")
    file.insert('<w:r><w:commentReference w:id="0"/></w:r>')


def pasted(file: OpenFile) -> None:
    file.media()
    file.insert(picture())


def numbered(file: OpenFile) -> None:
    levels = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    content = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum><w:num w:numId="7"><w:abstractNumId w:val="7"/></w:num>'
    file.part("numbering.xml", f"<w:numbering {NAMESPACES}>{content}</w:numbering>", "numbering", "rIdLists")
    file.layout('<w:numPr><w:ilvl w:val="0"/><w:numId w:val="7"/></w:numPr>')


def fielded(file: OpenFile) -> None:
    for each in FIELD:
        file.insert(each)


def linked(file: OpenFile) -> None:
    file.relate("hyperlink", "http://example.invalid/", "rIdLink", "External")
    file.insert('<w:hyperlink r:id="rIdLink"><w:r><w:t/></w:r></w:hyperlink>')


def margins(file: OpenFile) -> None:
    held = file.section().find(W + "pgMar")
    held.set(W + "left", "1000")


def turned(file: OpenFile) -> None:
    held = file.section().find(W + "pgSz")
    width, height = held.get(W + "w"), held.get(W + "h")
    held.set(W + "w", height)
    held.set(W + "h", width)


def columned(file: OpenFile) -> None:
    for old in file.section().findall(W + "cols"):
        file.section().remove(old)
    file.section().append(xml('<w:cols w:num="2"/>'))


def bordered(file: OpenFile) -> None:
    file.section().append(xml('<w:pgBorders><w:top w:val="single" w:sz="4"/></w:pgBorders>'))


def restyled(file: OpenFile) -> None:
    """The style of the text, changed for the whole file."""
    root = etree.fromstring(file.parts["word/styles.xml"])
    style = file.properties().find(W + "pStyle")
    name = style.get(W + "val") if style is not None else "a"
    held = next(each for each in root.iter(W + "style") if each.get(W + "styleId") == name)
    properties = held.find(W + "rPr")
    if properties is None:
        properties = etree.SubElement(held, W + "rPr")
    properties.append(xml("<w:i/>"))
    file.parts["word/styles.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def watermarked(file: OpenFile) -> None:
    file.part(
        "header9.xml",
        f'<w:hdr {NAMESPACES}><w:p><w:r><w:pict><v:shape><v:textpath string="内部资料"/></v:shape></w:pict></w:r></w:p></w:hdr>', "header", "rIdMark",
    )  # fmt: skip
    types = file.parts["[Content_Types].xml"].decode()
    file.parts["[Content_Types].xml"] = types.replace("wordprocessingml.header9+xml", "wordprocessingml.header+xml").encode()
    for each in file.root.iter(W + "sectPr"):
        for old in each.findall(W + "headerReference"):
            each.remove(old)
        each.insert(0, xml('<w:headerReference w:type="default" r:id="rIdMark"/>'))


def restricted(file: OpenFile) -> None:
    if "word/settings.xml" not in file.parts:
        file.part("settings.xml", f"<w:settings {NAMESPACES}/>", "settings", "rIdSettings")
    root = etree.fromstring(file.parts["word/settings.xml"])
    root.insert(0, xml('<w:documentProtection w:edit="readOnly" w:enforcement="1"/>'))
    file.parts["word/settings.xml"] = etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def emptied(file: OpenFile) -> None:
    file.behind("<w:p/>")


@dataclass(frozen=True)
class FormEdit:
    """What is done, and words of what is to be told of it."""

    edit: Edit
    told: tuple[str, ...]


def dressed(words: str, *properties: str) -> Edit:
    return lambda file: file.dress(words, *properties)


def laid_out(*properties: str) -> Edit:
    return lambda file: file.layout(*properties)


def inserted(content: str) -> Edit:
    return lambda file: file.insert(content)


FORM_EDITS: dict[str, FormEdit] = {
    "表格": FormEdit(lambda file: file.behind(TABLE), ("多了表格（1 行 2 列）", "重点项目｜12个")),
    "脚注": FormEdit(footnote, ("多了脚注", "快报数，待核。", LINE)),
    "尾注": FormEdit(endnote, ("多了尾注", "见统计月报。")),
    "批注": FormEdit(comment, ("多了批注", "请再核一下产值", LINE)),
    "图片": FormEdit(pasted, ("多了图片", LINE)),
    "文本框": FormEdit(inserted(BOX), ("多了文本框", "此处待核")),
    "公式": FormEdit(inserted("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), ("多了公式", "x=1")),
    "符号": FormEdit(inserted('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'), ("多了插入的符号", "Wingdings F0FE")),
    "倒排": FormEdit(inserted('<w:bdo w:val="rtl"><w:r><w:t>26.81</w:t></w:r></w:bdo>'), ("多了倒着排的文字", "26.81")),
    "自动编号": FormEdit(numbered, ("加了自动编号“1.”", LINE)),
    "域": FormEdit(fielded, ("多了域", "DATE")),
    "超链接": FormEdit(linked, ("多了超链接", "example.invalid")),
    "形状": FormEdit(inserted('<w:r><w:pict><v:rect style="width:9pt"/></w:pict></w:r>'), ("多了图形",)),
    "分页符": FormEdit(inserted('<w:r><w:br w:type="page"/></w:r>'), ("多了分页符",)),
    "空行": FormEdit(emptied, ("多了一个空行",)),
    "加粗": FormEdit(dressed(WORDS, "<w:b/>"), ("加粗", WORDS, LINE)),
    "倾斜": FormEdit(dressed(WORDS, "<w:i/>"), ("倾斜",)),
    "下划线": FormEdit(dressed(WORDS, '<w:u w:val="single"/>'), ("下划线",)),
    "删除线": FormEdit(dressed("18.62", "<w:strike/>"), ("删除线", "18.62")),
    "双删除线": FormEdit(dressed("18.62", "<w:dstrike/>"), ("删除线", "18.62")),
    "隐藏": FormEdit(dressed("18.62", "<w:vanish/>"), ("隐藏", "18.62")),
    "上标": FormEdit(dressed("18.62", '<w:vertAlign w:val="superscript"/>'), ("上标", "18.62")),
    "下标": FormEdit(dressed("18.62", '<w:vertAlign w:val="subscript"/>'), ("下标",)),
    "提升": FormEdit(dressed("18.62", '<w:position w:val="12"/>'), ("提升或降低", "18.62")),
    "红字": FormEdit(dressed(WORDS, '<w:color w:val="FF0000"/>'), ("颜色由“黑”改为“FF0000”",)),
    "突出显示": FormEdit(dressed(WORDS, '<w:highlight w:val="yellow"/>'), ("突出显示",)),
    "字符底纹": FormEdit(dressed(WORDS, '<w:shd w:val="clear" w:fill="D9D9D9"/>'), ("底纹",)),
    "着重号": FormEdit(dressed(WORDS, '<w:em w:val="dot"/>'), ("文字效果（着重号",)),
    "字号": FormEdit(dressed(WORDS, '<w:sz w:val="44"/>'), ("字号由“", "改为“22磅”")),
    "字体": FormEdit(dressed(WORDS, '<w:rFonts w:eastAsia="华文行楷"/>'), ("字体由“", "改为“华文行楷”")),
    "字符间距": FormEdit(dressed(WORDS, '<w:spacing w:val="60"/>'), ("字符间距由“", "改为“3磅”")),
    "样式": FormEdit(restyled, ("倾斜", LINE)),
    "居中": FormEdit(laid_out('<w:jc w:val="center"/>'), ("改了对齐方式", LINE)),
    "缩进": FormEdit(laid_out('<w:ind w:left="1440" w:leftChars="450"/>'), ("改了缩进",)),
    "行距": FormEdit(laid_out('<w:spacing w:line="900" w:lineRule="exact"/>'), ("改了行距",)),
    "段前": FormEdit(laid_out('<w:spacing w:before="600"/>'), ("改了段前段后间距",)),
    "段前分页": FormEdit(laid_out("<w:pageBreakBefore/>"), ("改了段前分页",)),
    "段落边框": FormEdit(laid_out('<w:pBdr><w:bottom w:val="single" w:sz="4"/></w:pBdr>'), ("改了段落边框",)),
    "段落底纹": FormEdit(laid_out('<w:shd w:val="clear" w:fill="FFFF00"/>'), ("改了段落底纹",)),
    "页边距": FormEdit(margins, ("改了页边距", "页面设置")),
    "横向": FormEdit(turned, ("改了纸张方向", "页面设置")),
    "分栏": FormEdit(columned, ("改了分栏",)),
    "限制编辑": FormEdit(restricted, ("限制了编辑", "整份文件")),
    "页面边框": FormEdit(bordered, ("改了页面边框",)),
    "水印": FormEdit(watermarked, ("多了艺术字", "内部资料", "页眉")),
    "页面颜色": FormEdit(lambda file: file.root.insert(0, xml('<w:background w:color="FFE699"/>')), ("改了页面颜色",)),
}


def with_form(data: bytes, *names: str) -> bytes:
    """The file with some of these things done to it."""
    file = OpenFile(data)
    for name in names:
        FORM_EDITS[name].edit(file)
    return file.saved()
