"""The template built by code keeps GB/T 9704-2012, and is the template that is committed."""

from __future__ import annotations

import io
import runpy
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from lxml import etree

from reportgen.engine.template import Template
from reportgen.gongwen.standard import FONTS, MARGINS
from reportgen.gongwen.templates import KINDS, annual_report
from reportgen.gongwen.type_area import LINES
from reportgen.ooxml.names import R
from reportgen.ooxml.package import Package, parse_xml
from reportgen.report.filters import FILTERS

ROOT = Path(__file__).parents[3]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_the_committed_template_is_what_the_code_builds() -> None:
    assert (ROOT / "templates/annual/template.docx").read_bytes() == annual_report()


def test_the_command_that_builds_it_writes_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["skeleton", str(tmp_path / "template.docx")])
    runpy.run_module("reportgen.gongwen.templates", run_name="__main__")
    assert (tmp_path / "template.docx").read_bytes() == annual_report()


def test_building_twice_gives_the_same_bytes() -> None:
    assert annual_report() == annual_report()


@pytest.mark.parametrize("margins", ["A", "B"])
@pytest.mark.parametrize("fonts", ["GB2312", "GBK"])
@pytest.mark.parametrize("kind", KINDS)
def test_every_variant_opens_and_its_tags_are_sound(kind: str, margins: str, fonts: str) -> None:
    package = KINDS[kind].build(margins, fonts)
    assert docx.Document(io.BytesIO(package)).paragraphs
    assert Template.open(package, FILTERS).problems == ()
    assert KINDS[kind].build(margins, fonts) == package


@pytest.mark.parametrize("name", ["A", "B"])
def test_both_margin_sets_hold_22_lines_in_156_by_225_millimetres(name: str) -> None:
    page = MARGINS[name]
    assert page.pitch * LINES <= page.text_height < page.pitch * (LINES + 1)
    assert abs(page.text_width - 156 * 1440 / 25.4) < 1
    if name == "A":
        assert abs(page.top - 37 * 1440 / 25.4) < 1
        assert abs(page.text_height - 225 * 1440 / 25.4) < 1


def test_the_page_is_a4_with_odd_and_even_footers() -> None:
    document = docx.Document(io.BytesIO(annual_report()))
    section = document.sections[0]
    assert (section.page_width.twips, section.page_height.twips) == (11906, 16838)
    assert (section.top_margin.twips, section.left_margin.twips) == (2098, 1588)
    assert document.settings.odd_and_even_pages_header_footer
    odd, even = section.footer.paragraphs[0], section.even_page_footer.paragraphs[0]
    assert [paragraph._p.find(f"{W}pPr/{W}jc").get(f"{W}val") for paragraph in (odd, even)] == ["right", "left"]
    assert odd.text == even.text == "— 1 —"
    fields = [node.get(f"{W}fldCharType") for node in odd._p.iter(f"{W}fldChar")]
    assert fields == ["begin", "separate", "end"]


@pytest.mark.parametrize(
    ("style", "font", "size"),
    [("Normal", "仿宋", 32), ("Title", "小标宋", 44), ("heading 1", "黑体", 32), ("heading 2", "楷体", 32), ("署名", "楷体", 32), ("footer", "宋体", 28)],
)
def test_styles_have_the_fonts_and_sizes_of_the_standard(style: str, font: str, size: int) -> None:
    found = _style(style)
    fonts = found.find(f"{W}rPr/{W}rFonts")
    assert fonts is not None
    assert fonts.get(f"{W}eastAsia") in FONTS[font].accepted
    assert fonts.get(f"{W}hint") == "eastAsia"
    assert {f"{W}ascii", f"{W}hAnsi", f"{W}cs"} <= set(fonts.keys())
    assert found.find(f"{W}rPr/{W}sz").get(f"{W}val") == str(size)


def test_body_is_indented_two_characters_justified_and_off_the_grid() -> None:
    properties = _style("Normal").find(f"{W}pPr")
    indent = properties.find(f"{W}ind")
    assert (indent.get(f"{W}firstLineChars"), indent.get(f"{W}firstLine")) == ("200", "630")
    assert properties.find(f"{W}jc").get(f"{W}val") == "both"
    assert properties.find(f"{W}snapToGrid").get(f"{W}val") == "0"
    assert properties.find(f"{W}widowControl").get(f"{W}val") == "0"
    spacing = properties.find(f"{W}spacing")
    assert (spacing.get(f"{W}line"), spacing.get(f"{W}lineRule")) == ("579", "exact")


def test_title_is_centred_without_indent_and_not_bold() -> None:
    title = _style("Title")
    assert title.find(f"{W}pPr/{W}jc").get(f"{W}val") == "center"
    assert title.find(f"{W}pPr/{W}ind").get(f"{W}firstLineChars") == "0"
    assert title.find(f"{W}rPr/{W}b").get(f"{W}val") == "0"


def test_parts_show_in_the_navigation_pane() -> None:
    assert [_style(f"heading {n}").find(f"{W}pPr/{W}outlineLvl").get(f"{W}val") for n in (1, 2, 3, 4)] == list("0123")


def test_there_is_no_theme_and_the_language_is_chinese() -> None:
    package = parts(annual_report())
    assert not any("theme" in name for name in package)
    assert b"Theme=" not in b"".join(package.values())
    assert b'w:eastAsia="zh-CN"' in package["word/styles.xml"]


def test_nothing_names_a_program() -> None:
    everything = b"".join(parts(annual_report()).values()).lower()
    assert b"<application>" not in everything
    assert b"reportgen" not in everything


@pytest.mark.parametrize("kind", KINDS)
def test_children_stand_in_the_order_of_the_schema(kind: str) -> None:
    for name, data in parts(KINDS[kind].build("A", "GB2312")).items():
        if not name.startswith("word/") or not name.endswith(".xml"):
            continue
        for element in etree.fromstring(data).iter():
            order = ORDERS.get(str(element.tag).removeprefix(W))
            if order:
                places = [order.index(child.tag.removeprefix(W)) for child in element]
                assert places == sorted(places), (name, element.tag, [child.tag for child in element])


ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl pBdr tabs snapToGrid spacing ind jc outlineLvl rPr sectPr".split(),
    "rPr": "rStyle rFonts b bCs color spacing sz szCs highlight lang".split(),
    "style": "name basedOn next uiPriority qFormat pPr rPr".split(),
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid".split(),
    "settings": (
        "zoom bordersDoNotSurroundHeader bordersDoNotSurroundFooter defaultTabStop evenAndOddHeaders drawingGridVerticalSpacing "
        "characterSpacingControl compat themeFontLang"
    ).split(),
}  # fmt: skip


def _style(name: str) -> etree._Element:
    styles = etree.fromstring(parts(annual_report())["word/styles.xml"])
    return next(style for style in styles.iter(f"{W}style") if style.find(f"{W}name").get(f"{W}val") == name)


def test_python_docx_sees_the_character_style_of_lead_sentences() -> None:
    document = docx.Document(io.BytesIO(annual_report()))
    leads = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.style.name == "段首句"]
    assert leads == ["{{ 块.题 }}", "{{ 节.题 }}"], "once for the text and its 附件"
    assert document.styles["段首句"].font.bold
    assert document.styles["段首句"].element.get(qn("w:customStyle")) == "1"


def test_the_template_reads_in_the_order_of_the_report_and_holds_its_blocks_once() -> None:
    """What is opened costs by its tags: a second copy of the blocks, for the 附件, would take as long again."""
    words = [paragraph.text for paragraph in docx.Document(io.BytesIO(annual_report())).paragraphs]
    order = [
        "{{ 标题 }}", "{{ 称谓 }}", "{% for 文 in 各文 %}", "{% for 块 in 文.全文 %}", "{% if loop.first %}", "附件：{{ 附.名称 }}",
        "{{ 日期 }}", "{{ loop.nextitem.名称 }}", "{{ 附.名称 }}", "注：{{ 附表.注 }}", "单位：{{ 图表数据.单位 }}",
    ]  # fmt: skip
    places = [words.index(each) for each in order]
    assert places == sorted(places)
    assert words.count("{% for 块 in 文.全文 %}") == sum("块 in" in each for each in words) == 1


def test_pages_on_their_side_have_page_numbers_of_their_own_which_run_downward() -> None:
    package = Package.open(annual_report())
    body = parse_xml(package.read(package.main), package.main)
    targets = {line.id: line.target for line in package.relationships(package.main)}
    (wide,) = (each for each in body.iter(W + "sectPr") if each.find(W + "pgSz").get(W + "orient") == "landscape")
    upright = [each for each in body.iter(W + "sectPr") if each is not wide]
    footers = {each.get(W + "type"): targets[each.get(R + "id")] for each in wide.iter(W + "footerReference")}
    others = {targets[each.get(R + "id")] for section in upright for each in section.iter(W + "footerReference")}
    assert set(footers) == {"default", "even"}
    assert not set(footers.values()) & others, "and upright pages theirs"
    for kind, side in (("default", "right"), ("even", "left")):
        root = parse_xml(package.read(footers[kind]), footers[kind])
        place, height = root.find(f".//{W}tblpPr"), root.find(f".//{W}trHeight")
        assert (place.get(W + "tblpX"), place.get(W + "tblpY")) == (str(MARGINS["A"].footer), str(MARGINS["A"].left))
        assert height.get(W + "val") == str(MARGINS["A"].text_width)
        assert root.find(f".//{W}tc/{W}tcPr/{W}textDirection").get(W + "val") == "tbRl"
        assert root.find(f".//{W}tc/{W}p/{W}pPr/{W}jc").get(W + "val") == side
        assert "PAGE" in "".join(root.itertext())
