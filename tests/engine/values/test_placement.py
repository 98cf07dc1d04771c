"""Values in the place of their tags, in every part where tags may stand."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import docx
import pytest
from docx_samples import PNG, STYLES, body_xml, paragraph, picture, run, table
from finished_files import MAIN, filled, refused, targets, tree
from lxml import etree
from picture_samples import EMU_PER_PIXEL, exif, jpeg, png

from reportgen.engine.template import Template
from reportgen.engine.values import Blocks, Look, Paragraph, Picture, Rich, Run, Table, Value, length, plain
from reportgen.ooxml.names import WP, A, R, W

EXACT = '<w:spacing w:line="560" w:lineRule="exact"/><w:ind w:firstLine="640" w:firstLineChars="200"/>'


def test_the_run_is_cut_and_its_formatting_kept_on_both_sides() -> None:
    tagged = "<w:p>" + run("前{{ 甲|富文本 }}后", '<w:i/><w:sz w:val="32"/>') + "</w:p>"
    runs = tree(filled(body_xml(tagged), {"甲": "一**二**"})).findall(f".//{W}r")
    assert ["".join(one.itertext()) for one in runs] == ["前", "一", "二", "后"]
    assert all(
        one.find(f"{W}rPr/{W}i") is not None and one.find(f"{W}rPr/{W}sz").get(W + "val") == "32" for one in runs
    )
    assert [one.find(f"{W}rPr/{W}b") is not None for one in runs] == [False, False, True, False]
    assert [child.tag[len(W) :] for child in runs[2].find(W + "rPr")] == ["b", "bCs", "i", "sz"]


def test_the_look_says_everything_in_schema_order() -> None:
    source = '{{ "字"|字样(加粗=true, 倾斜=true, 删除线=true, 下划线=true, 颜色="红", 底色="黄", 字号=16.5, 字体="黑体", 上标=true, 样式="要点") }}'
    properties = tree(filled(body_xml(paragraph(source)))).find(f".//{W}rPr")
    shown = {child.tag[len(W) :]: {key[len(W) :]: value for key, value in child.attrib.items()} for child in properties}
    assert list(shown) == "rStyle rFonts b bCs i iCs strike color sz szCs highlight u vertAlign".split()
    assert shown["rStyle"] == {"val": "b"}
    assert shown["rFonts"] == dict.fromkeys(("ascii", "hAnsi", "eastAsia"), "黑体")
    assert (shown["color"], shown["sz"], shown["highlight"], shown["u"]) == (
        {"val": "FF0000"}, {"val": "33"}, {"val": "yellow"}, {"val": "single"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("part", "more"),
    [
        ("word/header1.xml", {"header": paragraph("{{ 甲|链接('https://e.org/一 二') }}")}),
        ("word/footer1.xml", {"footer": paragraph("{{ 甲|链接('https://e.org/一 二') }}")}),
        ("word/footnotes.xml", {"footnotes": {2: paragraph("{{ 甲|链接('https://e.org/一 二') }}")}}),
    ],
)
def test_a_link_is_related_from_the_part_it_stands_in(part: str, more: Mapping[str, Any]) -> None:
    body = paragraph("正文") + '<w:p><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' * ("footnotes" in more)
    parts = filled(body_xml(body, **more), {"甲": "名"})
    link = tree(parts, part).find(f".//{W}hyperlink")
    assert targets(parts, part)[link.get(R + "id")] == "https://e.org/%E4%B8%80%20%E4%BA%8C"
    assert "".join(link.itertext()) == "名"
    assert "External" in parts[f"word/_rels/{part[5:]}.rels"].decode()


def test_one_address_is_related_once_and_a_bookmark_not_at_all() -> None:
    body = paragraph("{{ 甲|链接('https://e.org') }}{{ 甲|链接('https://e.org') }}{{ 甲|链接('#附件') }}")
    parts = filled(body_xml(body), {"甲": "名"})
    assert list(targets(parts, MAIN).values()).count("https://e.org") == 1
    assert [link.get(W + "anchor") for link in tree(parts).iter(W + "hyperlink")] == [None, None, "附件"]


def test_a_link_within_a_link_is_told() -> None:
    inside = '<w:p><w:hyperlink w:anchor="x">' + run('{{ 甲|链接("#y") }}') + "</w:hyperlink></w:p>"
    assert refused(body_xml(inside), {"甲": "名"}) == [
        "[R07] 正文第1段：链接里面不能再放链接（把标签移到模板的链接外面）"
    ]


def test_a_link_has_the_style_of_links_where_the_template_has_it() -> None:
    styles = STYLES + '<w:style w:type="character" w:styleId="ab"><w:name w:val="Hyperlink"/></w:style>'
    body = paragraph("{{ 甲|链接('#x') }}")
    styled = tree(filled(body_xml(body, styles=styles), {"甲": "名"})).find(f".//{W}rPr")
    assert [child.tag for child in styled] == [W + "rStyle"]
    bare = tree(filled(body_xml(body), {"甲": "名"})).find(f".//{W}rPr")
    assert [child.tag for child in bare] == [W + "color", W + "u"]


def test_a_picture_is_in_the_package_once_and_has_numbers_of_its_own() -> None:
    body = paragraph("{% for n in [1, 2] %}{{ '图.png'|图片(说明='甲&<乙>') }}{% endfor %}")
    parts = filled(body_xml(body, header=paragraph("{{ '图.png'|图片 }}")), files={"图.png": png(40, 20)})
    assert sum(name.startswith("word/media/") for name in parts) == 1
    drawings = list(tree(parts).iter(WP + "docPr"))
    assert len({drawing.get("id") for drawing in drawings}) == 2
    assert drawings[0].get("descr") == "甲&<乙>"
    extent = tree(parts).find(f".//{WP}extent")
    assert int(extent.get("cx")) == pytest.approx(40 * EMU_PER_PIXEL, rel=0.01)
    for part in (MAIN, "word/header1.xml"):
        blip = tree(parts, part).find(f".//{A}blip")
        assert targets(parts, part)[blip.get(R + "embed")].startswith("media/image_")


def test_a_jpeg_gets_its_content_type() -> None:
    parts = filled(body_xml(paragraph("{{ 图 }}")), {"图": Picture(jpeg(40, 20))})
    assert 'Extension="jpg" ContentType="image/jpeg"' in parts["[Content_Types].xml"].decode()


def test_a_picture_is_no_wider_than_the_line_it_stands_in() -> None:
    wide = {"图.png": png(4000, 20)}
    text_width = (11906 - 2880) * 635
    for body, room in (
        (paragraph("{{ '图.png'|图片 }}"), text_width),
        (paragraph("{{ '图.png'|图片 }}", EXACT), text_width - 640 * 635),
        (paragraph("{{ '图.png'|图片(宽='50%') }}"), text_width // 2),
        (table([["{{ '图.png'|图片 }}", ""]]) + paragraph(), (2000 - 216) * 635),
    ):
        extent = tree(filled(body_xml(body), files=wide)).find(f".//{WP}extent")
        assert int(extent.get("cx")) == room


def test_a_line_of_fixed_height_that_gets_a_picture_becomes_high_enough() -> None:
    body = paragraph("{{ '图.png'|图片 }}", EXACT) + paragraph("甲", EXACT)
    spacings = list(tree(filled(body_xml(body), files={"图.png": png(40, 20)})).iter(W + "spacing"))
    assert [spacing.get(W + "lineRule") for spacing in spacings] == ["auto", "exact"]


def test_a_fixed_height_that_comes_from_the_style_counts_too() -> None:
    styles = STYLES.replace('<w:name w:val="Normal"/>', f'<w:name w:val="Normal"/><w:pPr>{EXACT}</w:pPr>')
    parts = filled(body_xml(paragraph("{{ '图.png'|图片 }}"), styles=styles), files={"图.png": png(40, 20)})
    assert tree(parts).find(f".//{W}spacing").get(W + "lineRule") == "auto"


def test_pictures_are_read_from_the_folder_alone(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(png(4, 4))
    (tmp_path.parent / "外.png").write_bytes(png(4, 4))
    assert filled(body_xml(paragraph("{{ 名|图片 }}")), {"名": "图.png"}, files=tmp_path)
    told = refused(body_xml(paragraph("{{ 名|图片 }}")), {"名": "../外.png"}, files=tmp_path)
    assert told == [
        f"[R06] 正文第1段：“{tmp_path.name}”文件夹里没有“../外.png”（检查文件名，图片要放在这个文件夹里（或它下面））"
    ]


def test_broken_and_missing_pictures_are_all_told_at_once() -> None:
    body = paragraph("{{ '甲.png'|图片 }}") + table([["{{ '乙.png'|图片 }}"]]) + paragraph("{{ 没有 }}")
    told = refused(body_xml(body), files={"甲.png": b"nothing"})
    assert [line.partition("（")[0] for line in told] == [
        "[R01] 正文第2段：没有名为“没有”的数据",
        "[R06] 正文第1段：“甲.png”不是能放进 Word 的图片，或文件已损坏",
        "[R06] 正文第1个表格第1行第1格第1段：准备好的文件里没有“乙.png”",
    ]


def test_forbidden_characters_in_an_alternative_text_or_a_font_are_told() -> None:
    body = paragraph("{{ '图'|图片(说明=坏) }}") + paragraph("{{ '字'|字样(字体=坏) }}")
    told = refused(body_xml(body), {"坏": "a\u0001"}, files={"图": png(4, 4)})
    assert [line[:14] for line in told] == ["[R03] 正文第1段：文字", "[R03] 正文第2段：图片"]


def test_values_from_python_print_as_what_they_are() -> None:
    data = {
        "富": Rich((Run("一", Look(bold=True)), Picture(png(4, 4)))),
        "段": Blocks((Paragraph(plain("甲"), style="heading 1"), Paragraph(plain("乙")))),
        "表": Table(((plain("a"), plain("b")),), head=0, widths=(length(3), length("4厘米"))),
        "图": Picture(png(4, 4), width=length("1cm")),
    }
    root = tree(filled(body_xml(paragraph("{{ 富 }}{{ 图 }}") + paragraph("{{ 段 }}") + paragraph("{{ 表 }}")), data))
    assert len(list(root.iter(A + "blip"))) == 2
    assert root.find(f".//{W}pStyle").get(W + "val") == "1"
    assert [column.get(W + "w") for column in root.iter(W + "gridCol")] == ["1700", "2267"]


def test_where_only_text_may_stand_text_is_printed_and_a_picture_refused() -> None:
    template = body_xml(paragraph("x"), core="<dc:title>{{ 甲|富文本 }}</dc:title>")
    assert "<dc:title>一二</dc:title>" in filled(template, {"甲": "一**二**"})["docProps/core.xml"].decode()
    [told] = refused(body_xml(paragraph("x"), core="<dc:title>{{ 甲|图片 }}</dc:title>"), {"甲": "图"})
    assert told.startswith("[R07] 文档属性（core）：这里只能放文字")


def test_bookmarks_and_a_section_in_the_tags_paragraph_stay() -> None:
    marks = '<w:bookmarkStart w:id="1" w:name="甲"/>', '<w:bookmarkEnd w:id="1"/>'
    section = '<w:pPr><w:sectPr><w:type w:val="continuous"/></w:sectPr></w:pPr>'
    body = f"<w:p>{marks[0]}{run('{{ 表|表格 }}')}{marks[1]}</w:p>" + f"<w:p>{section}{run('{{ 表|表格 }}')}</w:p>"
    root = tree(filled(body_xml(body), {"表": [["a"]]}))
    assert len(list(root.iter(W + "bookmarkStart"))) == len(list(root.iter(W + "bookmarkEnd"))) == 1
    assert len(list(root.iter(W + "sectPr"))) == 2
    assert len(list(root.iter(W + "tbl"))) == 2


def test_a_block_in_a_content_control_within_a_line_is_told() -> None:
    control = f"<w:p><w:sdt><w:sdtContent>{run('{{ 表|表格 }}')}</w:sdtContent></w:sdt></w:p>"
    [told] = refused(body_xml(control), {"表": [["a"]]})
    assert told.startswith("[R07] 正文第1段：链接、内容控件里只能放一句话")


def test_a_block_in_a_header_or_note_leaves_it_a_paragraph() -> None:
    parts = filled(body_xml(paragraph("x"), header=paragraph("{{ 表|表格 }}")), {"表": [["a"]]})
    assert [child.tag for child in tree(parts, "word/header1.xml")] == [W + "tbl"]


def test_the_tables_cells_take_the_font_and_leave_the_indent() -> None:
    body = f"<w:p><w:pPr>{EXACT}</w:pPr>" + run("{{ 表|表格 }}", '<w:sz w:val="28"/>') + "</w:p>"
    root = tree(filled(body_xml(body), {"表": [["头"], ["a"]]}))
    head, cell = root.iter(W + "tr")
    assert head.find(f"{W}trPr/{W}tblHeader") is not None
    assert cell.find(f"{W}trPr/{W}tblHeader") is None
    assert cell.find(f".//{W}sz").get(W + "val") == "28"
    assert cell.find(f".//{W}ind").get(W + "firstLineChars") == "0"
    assert root.find(f".//{W}tblBorders") is not None


def test_a_table_in_a_named_style_has_no_lines_of_its_own() -> None:
    styles = STYLES + '<w:style w:type="table" w:styleId="ab"><w:name w:val="Table Grid"/></w:style>'
    for source in ("{{ 表|表格 }}", "{{ 表|表格(样式='网格型') }}"):
        root = tree(filled(body_xml(paragraph(source), styles=styles), {"表": [["a"]]}))
        assert root.find(f".//{W}tblStyle").get(W + "val") == "ab"
        assert root.find(f".//{W}tblBorders") is None


def test_each_text_of_a_traced_table_knows_its_cell() -> None:
    data = {"行": [{"指标": "增加值", "数": 45}], "甲": "一**二**", "乙": "三"}
    body = paragraph("{{ 行|表格 }}") + paragraph("{{ 甲|富文本 }}{{ 乙|字样(加粗=true) }}")
    rendered = Template.open(body_xml(body)).render(data, trace=True)
    spans = [(one.text[span.start : span.end], span.printed.origins) for one in rendered.trace for span in one.spans]
    assert spans == [
        ("指标", ("行",)), ("数", ("行",)), ("增加值", ("行[0].指标",)), ("45", ("行[0].数",)), ("一", ("甲",)), ("二", ("甲",)), ("三", ("乙",)),
    ]  # fmt: skip


def test_the_same_data_give_the_same_bytes() -> None:
    template = Template.open(
        body_xml(paragraph("{{ 图|图片 }}{{ 甲|链接('https://e.org') }}") + paragraph("{{ 文|富文本 }}"))
    )
    data = {"图": "图", "甲": "名", "文": "- 一\n- 二\n\n1. 三"}
    first, second = (template.render(data, files={"图": png(4, 4)}).package for _ in range(2))
    assert first == second != b""


def test_many_values_in_one_run_take_time_in_proportion() -> None:
    body = paragraph("{% for n in 数 %}{{ n|字样(加粗=true) }}，{% endfor %}")
    root = tree(filled(body_xml(body), {"数": list(range(2000))}))
    assert len(list(root.iter(W + "b"))) == 2000


def test_updating_fields_is_said_in_the_settings_on_request() -> None:
    parts = filled(body_xml(paragraph("x")), update_fields=True)
    assert 'updateFields w:val="true"' in parts["word/settings.xml"].decode()
    assert "word/settings.xml" not in filled(body_xml(paragraph("x")))


def test_values_have_no_text_of_their_own_for_templates() -> None:
    with pytest.raises(ValueError, match="分开写成几个标签"):
        str(Picture(b""))
    assert Value().text is None


def test_a_frame_gets_the_picture_and_keeps_its_size() -> None:
    frame = picture("rId_一").replace('name="p1"', 'name="p1" descr="{{ 图|图片(说明=\'公章\') }}"', 1)
    parts = filled(body_xml(f"<w:p>{frame}</w:p>", media={"一.png": PNG}), {"图": "章"}, files={"章": png(40, 20)})
    root = tree(parts)
    blip = root.find(f".//{A}blip")
    assert targets(parts, MAIN)[blip.get(R + "embed")].startswith("media/image_")
    assert root.find(f".//{WP}extent").get("cx") == "360000"
    assert root.find(f".//{WP}docPr").get("descr") == "公章"
    assert dict(root.find(f".//{A}srcRect").attrib) == {"t": "-50000", "b": "-50000"}


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [("一\a二\f三", ["前一", "二", "", "三后"]), ("\a一", ["前", "一后"]), ("一\a", ["前一", "后"]), ("一\n二", ["前一\n二后"])],
)
def test_bells_and_form_feeds_in_rich_text_make_paragraphs_and_pages_of_the_same_look(text: str, paragraphs: list[str]) -> None:
    """As docxtpl does it, in a list for instance; the look of a run goes on where its text does."""
    value = Rich((Run(text, Look(bold=True)),))
    package = body_xml(f"<w:p><w:pPr><w:jc w:val='center'/></w:pPr>{run('前{{ w }}后')}</w:p>")
    rendered = Template.open(package).render({"w": value}, trace=True)
    assert rendered.problems == ()
    made = docx.Document(io.BytesIO(rendered.package))
    assert [one.text for one in made.paragraphs] == paragraphs
    assert all(one.alignment is not None for one in made.paragraphs if one.text)
    assert all(one.bold for paragraph in made.paragraphs for one in paragraph.runs if one.text.strip() in ("一", "二", "三"))


def test_a_bell_where_no_paragraph_can_begin_is_a_line_break_in_rich_text_too() -> None:
    link = f'<w:hyperlink w:anchor="甲">{run("{{ w }}")}</w:hyperlink>'
    rendered = Template.open(body_xml(f"<w:p>{link}</w:p>")).render({"w": Rich((Run("一\a二"),))})
    assert [one.text for one in docx.Document(io.BytesIO(rendered.package)).paragraphs] == ["一\n二"]


@pytest.mark.parametrize("anchored", [False, True])
def test_a_frame_turns_with_the_photo_about_its_middle(anchored: bool) -> None:
    frame = picture("rId_一").replace('name="p1"', 'name="p1" descr="{{ 图|图片 }}"', 1).replace('cx="360000" cy="360000"', 'cx="300000" cy="500000"')
    if anchored:
        inside = "".join(f'<wp:position{way} relativeFrom="page"><wp:posOffset>900000</wp:posOffset></wp:position{way}>' for way in "HV")
        frame = frame.replace("<wp:inline>", f"<wp:anchor>{inside}").replace("</wp:inline>", "</wp:anchor>")
    parts = filled(body_xml(f"<w:p>{frame}</w:p>", media={"一.png": PNG}), {"图": "照"}, files={"照": exif(jpeg(40, 30), 6)})
    root = etree.fromstring(parts["word/document.xml"])
    extent, place = next(root.iter(WP + "extent")), next(root.iter(A + "xfrm"))
    assert place.get("rot") == "5400000"
    assert (extent.get("cx"), extent.get("cy")) == ("500000", "300000")
    corner = next(root.iter(A + "off"))
    assert (corner.get("x"), corner.get("y")) == ("-100000", "100000")
    assert [node.text for node in root.iter(WP + "posOffset")] == (["800000", "1000000"] if anchored else [])
    seen = {name: int(next(root.iter(A + "srcRect")).get(name, "0")) for name in "lrtb"}
    assert seen["l"] == seen["r"] and seen["t"] == seen["b"] == 0, "the photo of 3 by 4 in a frame of 3 by 5 is fitted along its length"


def test_a_frame_shows_the_picture_and_nothing_of_the_one_before() -> None:
    """A vector copy, a linked file and a crop would go on showing the placeholder."""
    frame = picture("rId_一").replace('name="p1"', 'name="p1" descr="{{ 图|图片 }}"', 1)
    vector = '<a:ext uri="u"><x:svgBlip xmlns:x="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="rId_一"/></a:ext>'
    blip = '<a:blip r:embed="rId_一" r:link="rId_一">'
    old = f'{blip}<a:extLst>{vector}{{}}</a:extLst></a:blip><a:srcRect l="20000"/>'
    for kept in ("", '<a:ext uri="{28A0092B}"/>'):
        marked = frame.replace('<a:blip r:embed="rId_一"/>', old.replace("{}", kept))
        parts = filled(body_xml(f"<w:p>{marked}</w:p>", media={"一.png": PNG}), {"图": "章"}, files={"章": png(20, 20)})
        shown = tree(parts).find(f".//{A}blip")
        assert targets(parts, MAIN)[shown.get(R + "embed")].startswith("media/image_")
        assert shown.get(R + "link") is None
        assert [each.get("uri") for each in shown.iter(A + "ext")] == (["{28A0092B}"] if kept else [])
        assert shown.getparent().find(A + "srcRect") is None


def test_a_frame_of_the_old_kind_gets_the_picture() -> None:
    drawn = '<w:pict><v:shape id="s" alt="{{ 图|图片(说明=\'公章\') }}" style="width:20pt;height:20pt"><v:imagedata r:id="rId_一"/></v:shape></w:pict>'
    source = body_xml(f"<w:p><w:r>{drawn}</w:r></w:p>", media={"一.png": PNG})
    parts = filled(source, {"图": "章"}, files={"章": png(20, 20)})
    shown = tree(parts).find(".//{urn:schemas-microsoft-com:vml}imagedata")
    assert targets(parts, MAIN)[shown.get(R + "id")].startswith("media/image_")
    assert shown.getparent().get("alt") == "公章"


def test_a_frame_without_a_size_of_its_own_has_that_of_its_drawing() -> None:
    frame = picture("rId_一").replace('name="p1"', 'name="p1" descr="{{ 图|图片 }}"', 1)
    bare = frame.replace('<a:ext cx="360000" cy="360000"/>', "")
    assert bare != frame
    parts = filled(body_xml(f"<w:p>{bare}</w:p>", media={"一.png": PNG}), {"图": "章"}, files={"章": png(40, 20)})
    assert dict(tree(parts).find(f".//{A}srcRect").attrib) == {"t": "-50000", "b": "-50000"}


def test_a_frame_that_is_no_picture_is_told() -> None:
    shape = '<w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="{{ 图|图片 }}"/><a:graphic><a:graphicData uri="u"/></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    [told] = refused(body_xml(shape), {"图": "章"}, files={"章": png(4, 4)})
    assert "这里没有可以换掉的图片" in told
