"""Another Word file in the place of a tag: what comes along, what is left behind, what is refused."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from chart_samples import charted
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
from reportgen.engine.values.subdocument import read
from reportgen.ooxml.names import WP, A, W
from reportgen.ooxml.names import R as RELATED

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
    sub, book = charted("图"), "embeddings/Microsoft_Excel_Sheet1.xlsx"
    made = put(sub)
    assert "charts/chart1.xml" in targets(made, MAIN).values()
    assert f"../{book}" in targets(made, "word/charts/chart1.xml").values()
    assert made[f"word/{book}"] == parts_of(sub)[f"word/{book}"]
    assert made["word/charts/chart1.xml"] == parts_of(sub)["word/charts/chart1.xml"]


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
    whole = with_lines('<w:altChunk r:id="x"/>', "x aFChunk page.html", parts={"word/page.html": b"<p>x</p>"})
    [problem] = refused(body_xml(TAG), files={"子.docx": whole})
    assert "嵌入的网页" in problem
    [problem] = refused(body_xml(TAG), files={"子.docx": body_xml('<w:altChunk r:id="x"/>')})
    assert "登记“x”" in problem and "不在文件里" in problem


def test_a_hundred_times_in_a_loop_is_quick_and_sound() -> None:
    sub = body_xml(paragraph("子", LISTED) * 20 + NOTE, numbering=NUMBERING, footnotes={2: paragraph("注")})
    loop = paragraph("{% for n in range(100) %}") + TAG + paragraph("{% endfor %}")
    rendered = Template.open(body_xml(loop)).render({}, files={"子.docx": sub})
    assert rendered.problems == ()
    assert len(docx.Document(io.BytesIO(rendered.package)).paragraphs) == 2100


MAIN_RELS = "word/_rels/document.xml.rels"


def with_lines(body: str, *lines: str, parts: dict[str, bytes] | None = None) -> bytes:
    """A Word file with more relationships of its main part, each as ``id kind target [External]``, and more parts."""
    made = {**parts_of(body_xml(body, links={})), **(parts or {})}
    said = "".join(_line(*line.split()) for line in lines)
    made[MAIN_RELS] = made[MAIN_RELS].replace(b"</Relationships>", said.encode() + b"</Relationships>")
    return package_of(made)


def _line(number: str, kind: str, target: str, mode: str = "") -> str:
    outside = f' TargetMode="{mode}"' if mode else ""
    return f'<Relationship Id="{number}" Type="{R}/{kind}" Target="{target}"{outside}/>'


def test_links_come_along_and_lead_where_they_led() -> None:
    link = '<w:p><w:hyperlink r:id="{}"><w:r><w:t>x</w:t></w:r></w:hyperlink></w:p>'
    sub = with_lines(link.format("rIdA") + link.format("rIdA"), "rIdA hyperlink https://example.org/a External")
    parts = put(sub)
    used = [one.get(RELATED + "id") for one in tree(parts).iter(W + "hyperlink")]
    assert used[0] == used[1] and targets(parts, MAIN)[used[0]] == "https://example.org/a"
    assert b'Target="https://example.org/a" TargetMode="External"' in parts[MAIN_RELS]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["rIdP image https://example.org/p.png External"], "子文档引用了文件外面的图片或对象“https://example.org/p.png”"),
        (["rIdP image media/none.png"], "子文档里有不能带过来的内容（image）"),
        (["rIdP control styles.xml"], "子文档里有不能带过来的内容（control）"),
        ([], "子文档里引用的图片或链接没有登记，文件可能已损坏"),
    ],
)
def test_what_cannot_come_along_is_told_with_the_way_out(lines: list[str], said: str) -> None:
    [problem] = refused(body_xml(TAG), files={"子.docx": with_lines(f"<w:p>{picture('rIdP')}</w:p>", *lines)})
    assert problem.startswith("[R07] 正文第1段：") and said in problem and problem.endswith("）")


def test_a_chart_that_leads_in_a_circle_is_refused_and_not_followed_for_ever() -> None:
    parts = {
        "word/charts/chart1.xml": f"<c:chartSpace {NAMESPACES}><c:chart><c:plotArea/></c:chart></c:chartSpace>".encode(),
        "word/charts/_rels/chart1.xml.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            + _line("rId1", "chart", "chart1.xml").encode() + b"</Relationships>"
        ),
    }  # fmt: skip
    chart = '<w:p><w:r><w:drawing><wp:inline><c:chart r:id="rIdC"/></wp:inline></w:drawing></w:r></w:p>'
    sub = with_lines(chart, "rIdC chart charts/chart1.xml", parts=parts)
    [problem] = refused(body_xml(TAG), files={"子.docx": sub})
    assert "子文档里有不能带过来的内容（chart）" in problem


DATA_MODEL = (
    '<dgm:dataModel xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<dgm:extLst><a:ext uri="u"><dsp:dataModelExt xmlns:dsp="http://schemas.microsoft.com/office/drawing/2008/diagram" relId="rIdD"/>'
    "</a:ext></dgm:extLst></dgm:dataModel>"
)


def test_a_diagram_comes_with_its_drawing_which_its_data_name_by_number() -> None:
    diagram = (
        '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="9" cy="9"/><wp:docPr id="1" name="x"/><a:graphic><a:graphicData uri="u">'
        '<dgm:relIds xmlns:dgm="http://schemas.openxmlformats.org/drawingml/2006/diagram" r:dm="rIdM"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r></w:p>"
    )
    parts = {"word/diagrams/data1.xml": DATA_MODEL.encode(), "word/diagrams/drawing1.xml": b'<dsp:drawing xmlns:dsp="u"/>'}
    sub = with_lines(diagram * 2, "rIdM diagramData diagrams/data1.xml", "rIdD diagramDrawing diagrams/drawing1.xml", parts=parts)
    made = put(sub)
    known = targets(made, MAIN)
    [data] = {known[one.get(RELATED + "dm")] for one in tree(made).iter() if str(one.tag).endswith("relIds")}
    [extension] = [one for one in tree(made, f"word/{data}").iter() if str(one.tag).endswith("dataModelExt")]
    assert known[extension.get("relId")] == "diagrams/drawing1.xml"
    assert made["word/diagrams/drawing1.xml"] == b'<dsp:drawing xmlns:dsp="u"/>'


def test_styles_that_the_file_itself_lacks_are_left_out_and_a_styles_list_comes_along() -> None:
    listed = STYLED.replace('<w:basedOn w:val="base"/>', '<w:basedOn w:val="gone"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    body = paragraph("甲", '<w:pStyle w:val="own"/>') + paragraph("乙", '<w:pStyle w:val="gone"/>') + paragraph("丙", LISTED.replace('"1"', '"7"'))
    parts = put(body_xml(body, styles=listed, numbering=NUMBERING))
    assert [one.get(W + "val") for one in tree(parts).iter(W + "pStyle")] == ["own"]
    style = next(one for one in tree(parts, "word/styles.xml").iter(W + "style") if one.get(W + "styleId") == "own")
    assert style.find(W + "basedOn") is None
    number = style.find(f"{W}pPr/{W}numPr/{W}numId").get(W + "val")
    assert [one.get(W + "numId") for one in tree(parts, "word/numbering.xml").iter(W + "num")] == [number]
    assert [one.get(W + "val") for one in tree(parts).iter(W + "numId")] == ["0"]


def test_what_the_file_itself_calls_ignorable_is_left_behind() -> None:
    """Its attributes and its elements, for the finished file may not call their vocabulary so (ECMA-376 Part 3 §7.2)."""
    plain = parts_of(body_xml(paragraph("文")))
    plain[MAIN] = plain[MAIN].replace(b"<w:document ", b'<w:document xmlns:z="urn:z" mc:Ignorable="z" ').replace(b"<w:p>", b'<w:p z:mark="1"><z:extra/>')
    parts = put(package_of(plain))
    assert b"urn:z" not in parts[MAIN] and texts(parts) == ["文"]


def test_a_note_that_is_not_there_is_told_and_lists_in_notes_come_along() -> None:
    [problem] = refused(body_xml(TAG), files={"子.docx": body_xml(NOTE, footnotes={3: paragraph("注")})})
    assert "子文档里引用的脚注不存在，文件可能已损坏" in problem
    parts = put(body_xml(NOTE, footnotes={2: paragraph("{{ 注 }}", LISTED)}, numbering=NUMBERING))
    notes = tree(parts, "word/footnotes.xml")
    assert "{{ 注 }}" in "".join(notes.itertext())
    [used] = notes.iter(W + "numId")
    assert used.get(W + "val") in [one.get(W + "numId") for one in tree(parts, "word/numbering.xml").iter(W + "num")]


def test_a_field_of_the_short_kind_leads_to_the_renamed_bookmark() -> None:
    mark = '<w:p><w:bookmarkStart w:id="0" w:name="处"/><w:bookmarkEnd w:id="0"/><w:fldSimple w:instr=" REF 处 "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p>'
    parts = put(body_xml(mark), mark + TAG)
    assert [one.get(W + "instr").split()[1].strip('"') for one in tree(parts).iter(W + "fldSimple")] == ["处", "处_2"]


def test_what_is_put_in_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(read, "MAX_ELEMENTS", 20)
    loop = paragraph("{% for n in range(9) %}") + TAG + paragraph("{% endfor %}")
    assert any("[R06]" in one and "子文档放进来的内容太多（减少循环的次数" in one for one in refused(body_xml(loop), files={"子.docx": document("文")}))
    monkeypatch.setattr(read, "MAX_PICTURES", 100)
    [problem] = refused(body_xml(TAG), files={"子.docx": document("文")})
    assert "图片和子文档合起来超过了 0MB" in problem
