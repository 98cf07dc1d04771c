"""A sound Word file, and the ways to break it that Word refuses, repairs or keeps silent about, to test verify."""

from __future__ import annotations

from dataclasses import dataclass

from docx_samples import MAIN, PNG, body_xml, field, paragraph, picture, run, table

from reportgen.ooxml.package import Package

NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
COMMENT = (
    '<w:commentRangeStart w:id="1"/><w:r><w:t>批</w:t></w:r><w:commentRangeEnd w:id="1"/>'
    '<w:r><w:commentReference w:id="1"/></w:r>'
)
BOOKMARK = '<w:bookmarkStart w:id="5" w:name="此处"/><w:bookmarkEnd w:id="5"/>'
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>控</w:t></w:r></w:p></w:sdtContent></w:sdt>"
BASE_XML = "".join(
    (
        paragraph("# 一、标题"),
        paragraph(
            "正文",
            '<w:pStyle w:val="a"/><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr><w:jc w:val="both"/>',
        ),
        f"<w:p>{NOTE}{COMMENT}{BOOKMARK}{field('PAGE')}{picture('rId_p', 1)}</w:p>",
        f"<w:p>{run('粗', '<w:b/><w:sz w:val=' + chr(34) + '32' + chr(34) + '/>')}</w:p>",
        '<w:p><w:hyperlink r:id="rIdLink"><w:r><w:t>链接</w:t></w:r></w:hyperlink></w:p>',
        CONTROL,
        table([["甲", "乙"], ["丙", ["丁", "戊"]]]),
        paragraph("末段"),
    )
)


def build(xml: str = BASE_XML) -> bytes:
    return body_xml(
        xml,
        header=paragraph("眉"),
        footer=f"<w:p>{field('PAGE')}</w:p>",
        footnotes={2: paragraph("脚注文字")},
        comments={1: paragraph("批注文字")},
        core="<dc:title>题</dc:title>",
        numbering=NUMBERING,
        links={"rIdLink": "https://example.org/"},
        media={"p.png": PNG},
    )


BASE = Package.open(build())


@dataclass(frozen=True)
class Mutant:
    """A fault: in a part, ``old`` becomes ``new``; the message it must give."""

    code: str
    old: str
    new: str
    message: str
    part: str = MAIN
    place: str = ""


ROW = table([["丙", ["丁", "戊"]]]).split("</w:tblGrid>")[1].removesuffix("</w:tbl>")
CELL = '<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>' + paragraph("甲") + "</w:tc>"
CELL_HEAD = CELL.removesuffix(paragraph("甲") + "</w:tc>")
SPLIT = paragraph(("{", "{ 年度 }", "}"))
WORD_SAYS = "Word 会说文件已损坏。"
CANNOT = "Word 打不开这样的文件。"

MUTANTS = (
    Mutant(
        "P30",
        '<w:p><w:r><w:t xml:space="preserve">末段',
        '<w:p>漏<w:r><w:t xml:space="preserve">末段',
        f"“漏”直接写在段落（p）里，不在文字片段里，{WORD_SAYS}",
        place="正文第7段（“一、标题”之下）",
    ),
    Mutant("P30", "</w:tc></w:tr>", "</w:tc>漏</w:tr>", f"“漏”直接写在表格行（tr）里，不在文字片段里，{WORD_SAYS}"),
    Mutant("P30", "<w:sectPr>", "漏<w:sectPr>", f"“漏”直接写在正文（body）里，不在文字片段里，{WORD_SAYS}"),
    Mutant(
        "P30", CELL, CELL.replace("</w:tc>", "漏</w:tc>"), f"“漏”直接写在单元格（tc）里，不在文字片段里，{WORD_SAYS}"
    ),
    Mutant(
        "P31", paragraph("末段"), f"<w:p>{paragraph('末段')}</w:p>", f"段落（p）不能直接放在段落（p）里，{WORD_SAYS}"
    ),
    Mutant(
        "P31",
        paragraph("末段"),
        f"<w:p><w:ins>{paragraph('末段')}</w:ins></w:p>",
        f"段落（p）不能直接放在段落（p）里，{WORD_SAYS}",
    ),
    Mutant("P31", "<w:r><w:t>链接</w:t></w:r>", paragraph("链接"), f"段落（p）不能直接放在段落（p）里，{WORD_SAYS}"),
    Mutant("P31", "<w:r><w:t>链接</w:t></w:r>", "<w:t>链接</w:t>", f"文字（t）不能直接放在段落（p）里，{WORD_SAYS}"),
    Mutant("P31", paragraph("末段"), run("末段"), f"文字片段（r）不能直接放在正文（body）里，{WORD_SAYS}"),
    Mutant(
        "P31",
        CONTROL,
        CONTROL.replace("<w:p>", "").replace("</w:p>", ""),
        f"文字片段（r）不能直接放在正文（body）里，{WORD_SAYS}",
    ),
    Mutant(
        "P31",
        paragraph("末段"),
        f"<w:p><w:r>{table([['x']])}</w:r></w:p>",
        f"表格（tbl）不能直接放在文字片段（r）里，{WORD_SAYS}",
    ),
    Mutant("P31", CELL, paragraph("甲"), f"段落（p）不能直接放在表格行（tr）里，{WORD_SAYS}"),
    Mutant("P31", CELL, f"<w:tr>{CELL}</w:tr>", f"表格行（tr）不能直接放在表格行（tr）里，{WORD_SAYS}"),
    Mutant(
        "P32",
        CELL,
        f"{CELL_HEAD}</w:tc>",
        f"单元格里没有段落，{WORD_SAYS}",
        place="正文第1个表格第1行第1格（“一、标题”之下）",
    ),
    Mutant("P32", CELL, "<w:tc/>", f"单元格里没有段落，{WORD_SAYS}"),
    Mutant(
        "P32",
        CELL,
        f"{CELL_HEAD}{table([['内']])}</w:tc>",
        f"单元格以表格结尾，后面必须还有一个段落，否则 {WORD_SAYS}",
        place="正文第1个表格第1行第1格（“一、标题”之下）",
    ),
    Mutant(
        "P32",
        CELL,
        f"{CELL_HEAD}<w:sdt><w:sdtContent>{table([['内']])}</w:sdtContent></w:sdt></w:tc>",
        f"单元格以表格或空的内容控件结尾，后面必须还有一个段落，否则 {WORD_SAYS}",
    ),
    Mutant(
        "P33", ROW, "<w:tr/>", f"表格行里一个单元格也没有，{CANNOT}", place="正文第1个表格第2行第1格（“一、标题”之下）"
    ),
    Mutant(
        "P34",
        table([["甲", "乙"], ["丙", ["丁", "戊"]]]),
        "<w:tbl><w:tblPr/><w:tblGrid/></w:tbl>",
        f"表格里一行也没有，{CANNOT}",
        place="正文第1个表格第1行第1格（“一、标题”之下）",
    ),
    Mutant("P35", CONTROL, "<w:sdt><w:sdtPr/><w:sdtContent/></w:sdt>", f"内容控件里什么也没有，{WORD_SAYS}"),
    Mutant("P36", paragraph("眉"), "", f"页眉（hdr）里没有段落，{WORD_SAYS}", part="word/header1.xml"),
    Mutant("P36", paragraph("脚注文字"), "", f"脚注（footnote）里没有段落，{WORD_SAYS}", part="word/footnotes.xml"),
    Mutant(
        "P37",
        '<w:jc w:val="both"/></w:pPr>',
        '<w:jc w:val="both"/><w:ind/></w:pPr>',
        "段落格式（pPr）里的“ind”排得太靠后，与规定的次序不符。",
    ),
    Mutant(
        "P37",
        '<w:jc w:val="both"/></w:pPr>',
        '<w:jc w:val="both"/><w:jc w:val="both"/></w:pPr>',
        "段落格式（pPr）里的“jc”出现了两次。",
    ),
    Mutant(
        "P37",
        '<w:b/><w:sz w:val="32"/>',
        '<w:sz w:val="32"/><w:b/>',
        "字符格式（rPr）里的“b”排得太靠后，与规定的次序不符。",
    ),
    Mutant(
        "P37",
        '<w:r><w:rPr><w:b/><w:sz w:val="32"/></w:rPr>',
        "<w:r><w:t>x</w:t><w:rPr/>",
        "文字片段（r）里的“rPr”排得太靠后，与规定的次序不符。",
    ),
    Mutant(
        "P37",
        '<w:tblW w:w="0" w:type="auto"/>',
        '<w:tblW w:w="0" w:type="auto"/><w:tblStyle w:val="a1"/>',
        "表格格式（tblPr）里的“tblStyle”排得太靠后，与规定的次序不符。",
    ),
    Mutant(
        "P37",
        '<w:tcW w:w="2000" w:type="dxa"/>',
        '<w:vAlign w:val="top"/><w:tcW w:w="2000" w:type="dxa"/>',
        "单元格格式（tcPr）里的“tcW”排得太靠后，与规定的次序不符。",
    ),
    Mutant("P37", "<w:pgSz", "<w:cols/><w:pgSz", "分节设置（sectPr）里的“pgSz”排得太靠后，与规定的次序不符。"),
    Mutant("P37", "</w:sectPr>", f"</w:sectPr>{paragraph('后')}", "正文（body）里的“p”排得太靠后，与规定的次序不符。"),
    Mutant(
        "P37",
        "<w:abstractNum ",
        '<w:num w:numId="9"><w:abstractNumId w:val="0"/></w:num><w:abstractNum ',
        "numbering里的“abstractNum”排得太靠后，与规定的次序不符。",
        part="word/numbering.xml",
    ),
    Mutant("P40", paragraph("末段"), f"<w:p>{picture('rId_p', 1)}</w:p>", f"图形的编号“1”用了不止一次，{WORD_SAYS}"),
    Mutant(
        "P40",
        paragraph("末段"),
        '<w:p><w:r><w:pict><v:shape id="s1"/><v:shape id="s1"/></w:pict></w:r></w:p>',
        f"图形的编号“s1”用了不止一次，{WORD_SAYS}",
    ),
    Mutant("P40", BOOKMARK, BOOKMARK + BOOKMARK.replace("此处", "彼处"), f"书签的编号“5”用了不止一次，{WORD_SAYS}"),
    Mutant("P40", BOOKMARK, BOOKMARK + BOOKMARK.replace('"5"', '"6"'), "书签“此处”出现了不止一次，Word 只留第一个。"),
    Mutant(
        "P40",
        '<w:comment w:id="1"',
        '<w:comment w:id="1"><w:p/></w:comment><w:comment w:id="1"',
        f"批注的编号“1”用了不止一次，{WORD_SAYS}",
        part="word/comments.xml",
    ),
    Mutant("P40", NOTE, NOTE + NOTE, f"脚注的编号“2”用了不止一次，{WORD_SAYS}"),
    Mutant(
        "P41", '<w:bookmarkEnd w:id="5"/>', "", "书签“此处”只有开头，没有结尾。", place="正文第3段（“一、标题”之下）"
    ),
    Mutant("P41", '<w:bookmarkStart w:id="5" w:name="此处"/>', "", "书签“5”只有结尾，没有开头。"),
    Mutant("P41", '<w:commentRangeEnd w:id="1"/>', "", "批注范围“1”只有开头，没有结尾。"),
    Mutant("P42", '<w:fldChar w:fldCharType="end"/>', "", "域代码（页码、目录、链接等）只有开头，没有结尾。"),
    Mutant("P42", '<w:fldChar w:fldCharType="begin"/>', "", "域代码（页码、目录、链接等）有多余的分隔或结尾标记。"),
    Mutant("P43", 'footnoteReference w:id="2"', 'footnoteReference w:id="7"', f"这里引用的脚注“7”不存在，{WORD_SAYS}"),
    Mutant("P43", 'commentReference w:id="1"', 'commentReference w:id="7"', f"这里引用的批注“7”不存在，{WORD_SAYS}"),
    Mutant("P44", NOTE, "", "脚注“脚注文字”没有被正文引用，不会显示。"),
    Mutant("P45", 'r:embed="rId_p"', 'r:embed="rId99"', f"这里引用的图片或链接（rId99）没有登记，{WORD_SAYS}"),
    Mutant(
        "P45",
        'hyperlink r:id="rIdLink"',
        'hyperlink r:id="rId98"',
        f"这里引用的图片或链接（rId98）没有登记，{WORD_SAYS}",
    ),
    Mutant(
        "P46",
        'Target="media/p.png"',
        'Target="media/q.png"',
        f"“word/document.xml”登记的“word/media/q.png”不在文件里，{WORD_SAYS}",
        part="word/_rels/document.xml.rels",
    ),
    Mutant(
        "P47",
        'Extension="png"',
        'Extension="gif"',
        f"文件里的“word/media/p.png”没有写明类型，{WORD_SAYS}",
        part="[Content_Types].xml",
    ),
    Mutant(
        "P47",
        "wordprocessingml.header+xml",
        "wordprocessingml.footer+xml",
        "“word/header1.xml”的类型（application/vnd."
        "openxmlformats-officedocument.wordprocessingml.footer+xml）与用途（header）不符。",
        part="[Content_Types].xml",
    ),
    Mutant(
        "P48",
        "</Types>",
        '<Default Extension="PNG" ContentType="image/png"/></Types>',
        f"内容清单里“png”登记了2次，{WORD_SAYS}",
        part="[Content_Types].xml",
    ),
    Mutant(
        "P48",
        'Id="rIdStyles"',
        'Id="rIdHeader"',
        f"“word/document.xml”的引用编号“rIdHeader”登记了2次，{WORD_SAYS}",
        part="word/_rels/document.xml.rels",
    ),
    Mutant(
        "P49",
        "末段",
        "末{{ 年度 }}段",
        "成品里还有没有处理的标签：“末{{ 年度 }}段”。",
        place="正文第7段（“一、标题”之下）",
    ),
    Mutant("P49", paragraph("末段"), SPLIT, "成品里还有没有处理的标签：“{{ 年度 }}”。"),
    Mutant("P49", "末段", "{% endfor %}", "成品里还有没有处理的标签：“{% endfor %}”。"),
    Mutant(
        "P49", "题</dc:title>", "{# x #}</dc:title>", "成品里还有没有处理的标签：“{# x #}”。", part="docProps/core.xml"
    ),
    Mutant(
        "P49",
        "https://example.org/",
        "https://example.org/%7B%7B x %7d}",
        "成品里还有没有处理的标签：“ample.org/{{ x %7d}”。",
        part="word/_rels/document.xml.rels",
    ),
    Mutant("P49", paragraph("末段"), "<w:p><?rg 12?></w:p>", "成品里还有程序自己的标记（12）。"),
    Mutant(
        "P50",
        CELL,
        CELL.replace("</w:tcPr>", '<w:gridSpan w:val="2"/></w:tcPr>'),
        "这一行占3列，表格登记的是2列，Word 和 WPS 显示的列宽可能不同。",
        place="正文第1个表格第1行第1格（“一、标题”之下）",
    ),
    Mutant("P51", 'numId w:val="1"', 'numId w:val="4"', "用到的自动编号“4”在文件里不存在，编号不会显示。"),
    Mutant("P52", 'pStyle w:val="a"', 'pStyle w:val="无"', "用到的段落样式“无”在文件里不存在，会按默认样式显示。"),
    Mutant("P53", "<w:body>", '<w:body mc:Ignorable="w14 w99">', f"用了扩展前缀“w99”却没有声明它，{CANNOT}"),
    Mutant(
        "P53",
        "<w:t>链接</w:t>",
        '<mc:AlternateContent><mc:Choice Requires="zz"/></mc:AlternateContent>',
        f"用了扩展前缀“zz”却没有声明它，{CANNOT}",
    ),
    Mutant("P54", "<w:t>链接</w:t>", "<w:t>链接 </w:t>", "“链接 ”首尾的空格在 Word 里会丢失。"),
    Mutant("P57", paragraph("末段"), table([["甲"]]) + paragraph("末段"), "两个表格之间没有段落，Word 会把它们接成一个。"),
    Mutant("P56", paragraph("末段"), "", "正文以表格结尾，后面没有段落；Word 会自己补一个空段落。"),
)
