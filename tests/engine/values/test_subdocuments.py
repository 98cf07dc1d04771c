"""Another Word file in the place of a tag: what comes along, what is left behind, what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from docx_samples import (
    NAMESPACES,
    PNG,
    STYLES,
    R,
    body_xml,
    document,
    field,
    package_of,
    paragraph,
    parts_of,
    picture,
    table,
)
from finished_files import MAIN, filled, refused, targets, tree
from picture_samples import png

from reportgen.engine.template import Template
from reportgen.engine.values import SubDocument
from reportgen.word.names import WP, A, W
from reportgen.word.names import R as RELATED

TAG = paragraph("{{ '子.docx'|子文档 }}")
NUMBERING = (
    '<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1、"/><w:lvlJc w:val="left"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
LISTED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
STYLED = STYLES + (
    '<w:style w:type="paragraph" w:styleId="base"><w:name w:val="底"/><w:basedOn w:val="a"/><w:rPr><w:i/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="自己的"/><w:basedOn w:val="base"/><w:rPr><w:b/></w:rPr></w:style>'
)
NOTE = '<w:p><w:r><w:t>文</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'


def texts(parts: dict[str, bytes], name: str = MAIN) -> list[str]:
    return ["".join(node.text or "" for node in one.iter(W + "t")) for one in tree(parts, name).iter(W + "p")]


def put(sub: bytes, body: str = TAG, **more: object) -> dict[str, bytes]:
    return filled(body_xml(body, **more), files={"子.docx": sub})  # type: ignore[arg-type]


def test_paragraphs_and_tables_take_the_place_of_the_tag_and_the_page_set_up_stays() -> None:
    parts = put(document("甲", [["一", "二"]], "乙"), paragraph("前") + TAG + paragraph("后"))
    assert texts(parts) == ["前", "甲", "一", "二", "乙", "后"]
    assert len(list(tree(parts).iter(W + "sectPr"))) <= 1


def test_tags_of_a_sub_document_are_printed_as_they_stand() -> None:
    assert texts(put(document("{{ 名 }}", ("{", "{ 断开 }", "}")))) == ["{{ 名 }}", "{{ 断开 }}"]


def test_a_style_that_the_template_lacks_comes_with_what_it_is_based_on() -> None:
    sub = body_xml(paragraph("文", '<w:pStyle w:val="own"/>'), styles=STYLED)
    parts = put(sub)
    styles = {one.get(W + "styleId"): one for one in tree(parts, "word/styles.xml").iter(W + "style")}
    assert tree(parts).find(f".//{W}pStyle").get(W + "val") == "own"
    assert styles["own"].find(W + "basedOn").get(W + "val") == "base"
    assert styles["base"].find(W + "basedOn").get(W + "val") == "a"


def test_of_two_styles_of_one_name_the_templates_counts_and_a_taken_id_gets_a_number() -> None:
    """docxtpl #537, #580: the styles of the sub-document broke those of the template."""
    mine = STYLES + '<w:style w:type="paragraph" w:styleId="own"><w:name w:val="模板的"/></w:style>'
    theirs = STYLED.replace('w:styleId="1"><w:name w:val="heading 1"/>', 'w:styleId="Heading1"><w:name w:val="Heading 1"/>')
    sub = body_xml(paragraph("题", '<w:pStyle w:val="Heading1"/>') + paragraph("文", '<w:pStyle w:val="own"/>'), styles=theirs)
    parts = put(sub, styles=mine)
    assert [use.get(W + "val") for use in tree(parts).iter(W + "pStyle")] == ["1", "own_2"]
    names = [one.find(W + "name").get(W + "val") for one in tree(parts, "word/styles.xml").iter(W + "style")]
    assert names.count("heading 1") == 1 and "Heading 1" not in names


def test_lists_begin_anew_each_time_and_do_not_join_the_templates() -> None:
    """docxcompose #61, docxtpl #245: numberings of both files ran into each other."""
    sub = body_xml(paragraph("子", LISTED) * 2, numbering=NUMBERING)
    loop = paragraph("模板", LISTED) + paragraph("{% for n in [1, 2] %}") + TAG + paragraph("{% endfor %}")
    parts = put(sub, loop, numbering=NUMBERING)
    used = [use.get(W + "val") for use in tree(parts).iter(W + "numId")]
    assert used == ["1", "2", "2", "3", "3"]
    root = tree(parts, "word/numbering.xml")
    nums = {num.get(W + "numId"): num for num in root.iter(W + "num")}
    assert [nums[n].find(W + "abstractNumId").get(W + "val") for n in ("1", "2", "3")] == ["0", "1", "1"]
    assert nums["2"].find(W + "lvlOverride") is None
    assert nums["3"].find(f"{W}lvlOverride/{W}startOverride").get(W + "val") == "1"


def test_pictures_of_one_name_stay_apart_and_are_there_once() -> None:
    """docxtpl #372, #245: pictures with the same part name replaced each other; #243: their numbers were repeated."""
    other = png(9, 9)
    sub = body_xml(f"<w:p>{picture('rId_p')}</w:p>", media={"p.png": other})
    body = f"<w:p>{picture('rId_p')}</w:p>" + TAG * 2
    parts = filled(body_xml(body, media={"p.png": PNG}), files={"子.docx": sub})
    known = targets(parts, MAIN)
    shown = [parts[f"word/{known[blip.get(RELATED + 'embed')]}"] for blip in tree(parts).iter(A + "blip")]
    assert shown == [PNG, other, other]
    assert sum(name.startswith("word/media/") for name in parts) == 2
    assert len({one.get("id") for one in tree(parts).iter(WP + "docPr")}) == 3


@pytest.mark.parametrize("where", ["header", "footer"])
def test_in_a_header_pictures_are_related_from_there(where: str) -> None:
    sub = body_xml(f"<w:p>{picture('rId_p')}</w:p>", media={"p.png": PNG})
    parts = filled(body_xml(paragraph("文"), **{where: TAG}), files={"子.docx": sub})  # type: ignore[arg-type]
    name = f"word/{where}1.xml"
    [blip] = tree(parts, name).iter(A + "blip")
    assert parts[f"word/{targets(parts, name)[blip.get(RELATED + 'embed')]}"] == PNG


def test_headers_of_the_template_stay_and_those_of_the_sub_document_do_not_come() -> None:
    """docxtpl #40: the header was lost with a sub-document."""
    parts = put(body_xml(paragraph("子"), header=paragraph("子的页眉")), header=paragraph("页眉"))
    assert texts(parts, "word/header1.xml") == ["页眉"]
    assert sum("header" in name and name.endswith(".xml") for name in parts) == 1


@pytest.mark.parametrize("own", [None, {2: paragraph("模板的注")}])
def test_notes_come_along_under_new_numbers_each_time(own: dict[int, str] | None) -> None:
    loop = paragraph("{% for n in [1, 2] %}") + TAG + (NOTE if own else "") + paragraph("{% endfor %}")
    parts = put(body_xml(NOTE, footnotes={2: paragraph("子的注")}), loop, footnotes=own)
    notes = {one.get(W + "id"): "".join(one.itertext()) for one in tree(parts, "word/footnotes.xml").iter(W + "footnote")}
    used = [notes[one.get(W + "id")] for one in tree(parts).iter(W + "footnoteReference")]
    assert used == (["子的注", "模板的注"] * 2 if own else ["子的注"] * 2)
    assert len({one.get(W + "id") for one in tree(parts).iter(W + "footnoteReference")}) == len(used)


def test_notes_in_a_header_are_told() -> None:
    said = refused(body_xml(paragraph("文"), header=TAG), files={"子.docx": body_xml(NOTE, footnotes={2: paragraph("注")})})
    assert len(said) == 1 and "[R07]" in said[0] and "脚注或尾注，不能放在页眉" in said[0]


def test_formatted_text_after_the_tag_and_tables_in_the_file_stay_whole() -> None:
    """docxtpl #565, #239, poi-tl #172."""
    after = '<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>粗</w:t></w:r><w:r><w:t>细</w:t></w:r></w:p>'
    parts = put(document([["甲", "乙"]]), TAG + after)
    assert len(list(tree(parts).iter(W + "tbl"))) == 1
    last = list(tree(parts).iter(W + "p"))[-1]
    assert [run.find(f"{W}rPr/{W}b") is not None for run in last.iter(W + "r")] == [True, False]


def test_a_cell_that_a_table_comes_into_ends_with_a_paragraph() -> None:
    parts = put(document([["甲"]]), table([["{{ '子.docx'|子文档 }}"]]))
    outer = tree(parts).find(f".//{W}tc")
    assert [child.tag for child in outer if child.tag != W + "tcPr"] == [W + "tbl", W + "p"]


def test_bookmarks_that_clash_are_renamed_with_the_links_to_them() -> None:
    mark = '<w:p><w:bookmarkStart w:id="0" w:name="处"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id="0"/></w:p>'
    jump = field("REF 处 \\h")
    link = f'<w:p><w:hyperlink w:anchor="处"><w:r><w:t>y</w:t></w:r></w:hyperlink>{jump}</w:p>'
    parts = put(body_xml(mark + link), mark + TAG * 2)
    assert [one.get(W + "name") for one in tree(parts).iter(W + "bookmarkStart")] == ["处", "处_2", "处_3"]
    assert len({one.get(W + "id") for one in tree(parts).iter(W + "bookmarkStart")}) == 3
    assert [one.get(W + "anchor") for one in tree(parts).iter(W + "hyperlink")] == ["处_2", "处_3"]
    assert [one.text.split()[1].strip('"') for one in tree(parts).iter(W + "instrText")] == ["处_2", "处_3"]


def test_a_chart_comes_with_its_workbook() -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="900000" cy="900000"/><wp:docPr id="1" name="图"/><a:graphic><a:graphicData '
        'uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart r:id="rIdChart"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    parts = parts_of(body_xml(drawing, links={}))
    main = "word/_rels/document.xml.rels"
    line = '<Relationship Id="{}" Type="' + R + '/{}" Target="{}"/>'
    parts[main] = parts[main].replace(b"</Relationships>", line.format("rIdChart", "chart", "charts/chart1.xml").encode() + b"</Relationships>")
    parts["word/charts/chart1.xml"] = f'<c:chartSpace {NAMESPACES}><c:chart/><c:externalData r:id="rId1"/></c:chartSpace>'.encode()
    parts["word/embeddings/book.xlsx"] = b"PK"
    parts["word/charts/_rels/chart1.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        + line.format("rId1", "package", "../embeddings/book.xlsx").encode() + b"</Relationships>"
    )  # fmt: skip
    types = (
        '<Default Extension="xlsx" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"/>'
        '<Override PartName="/word/charts/chart1.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>'
    )
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(b"</Types>", types.encode() + b"</Types>")
    made = put(package_of(parts))
    assert "charts/chart1.xml" in targets(made, MAIN).values()
    assert targets(made, "word/charts/chart1.xml") == {"rId1": "../embeddings/book.xlsx"}
    assert made["word/embeddings/book.xlsx"] == b"PK"


def test_the_prefixes_that_a_choice_requires_are_declared() -> None:
    """A text box: ``Requires`` names a prefix, and Word refuses a file in which it is not declared."""
    box = (
        '<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><wp:extent cx="9" cy="9"/>'
        '<wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="u"><wps:wsp><wps:txbx><w:txbxContent>' + paragraph("框")
        + "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice></mc:AlternateContent></w:r></w:p>"
    )  # fmt: skip
    template = parts_of(body_xml(TAG))
    spare = b'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
    template[MAIN] = template[MAIN].replace(spare, b"")
    parts = filled(package_of(template), files={"子.docx": body_xml(box)})
    [choice] = tree(parts).iter("{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice")
    assert choice.nsmap["wps"].endswith("wordprocessingShape")


def test_comments_and_bindings_are_left_behind() -> None:
    body = '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>文</w:t></w:r><w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    parts = put(body_xml(body, comments={0: paragraph("批")}))
    assert "comment" not in parts[MAIN].decode()
    assert not [name for name in parts if "comments" in name]


def test_from_python_bytes_and_paths_are_read_and_data_only_where_allowed(tmp_path: Path) -> None:
    file = tmp_path / "子.docx"
    file.write_bytes(document("文"))
    template = body_xml(paragraph("{{ 件 }}"))
    assert texts(filled(template, {"件": SubDocument(file)})) == texts(filled(template, {"件": SubDocument(document("文"))})) == ["文"]
    assert "没有“../子.docx”" in refused(body_xml(paragraph("{{ '../子.docx'|子文档 }}")), files=tmp_path / "..")[0]
    assert "没有说明子文档放在哪个文件夹" in refused(body_xml(TAG))[0]


@pytest.mark.parametrize(("data", "said"), [(b"", "空的"), (bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 600, "旧版"), (b"%PDF-1", "PDF")])
def test_what_is_no_word_file_is_told_at_the_tag(data: bytes, said: str) -> None:
    [problem] = refused(body_xml(paragraph("头") + TAG), files={"子.docx": data})
    assert "[R06] 正文第2段：子文档“子.docx”不能用" in problem and said in problem


def test_a_web_page_within_the_file_is_refused() -> None:
    [problem] = refused(body_xml(TAG), files={"子.docx": body_xml('<w:altChunk r:id="x"/>')})
    assert "嵌入的网页" in problem


def test_a_hundred_times_in_a_loop_is_quick_and_sound() -> None:
    sub = body_xml(paragraph("子", LISTED) * 20 + NOTE, numbering=NUMBERING, footnotes={2: paragraph("注")})
    loop = paragraph("{% for n in range(100) %}") + TAG + paragraph("{% endfor %}")
    rendered = Template.open(body_xml(loop)).render({}, files={"子.docx": sub})
    assert rendered.problems == ()
    assert len(docx.Document(io.BytesIO(rendered.package)).paragraphs) == 2100
