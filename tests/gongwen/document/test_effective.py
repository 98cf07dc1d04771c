"""Effective values: run, character style, paragraph style chain, defaults, theme, lists and tables laid over one another."""

from __future__ import annotations

import pytest
from docx_samples import HEAD, STYLES, body_xml, package_of, parts_of, relationships_xml

from reportgen.gongwen.document.model import DocParagraph, WordDocument
from reportgen.gongwen.document.open import open_document
from reportgen.gongwen.document.properties import laid_over, number
from reportgen.ooxml.package import Package


def opened(xml: str, styles: str = "", **more: object) -> WordDocument:
    return open_document(Package.open(body_xml(xml, styles=STYLES + styles, **more)))  # type: ignore[arg-type]


def first(xml: str, styles: str = "", **more: object) -> DocParagraph:
    return opened(xml, styles, **more).paragraphs[0]


def style(name: str, inside: str, based_on: str = "a", kind: str = "paragraph") -> str:
    return f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/><w:basedOn w:val="{based_on}"/>{inside}</w:style>'


def text(properties: str = "", run: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>文字abc</w:t></w:r></w:p>"


def test_the_nearer_of_run_character_style_paragraph_style_and_its_base_wins() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/><w:color w:val="111111"/></w:rPr></w:rPrDefault></w:docDefaults>'
        + style("P", '<w:rPr><w:sz w:val="30"/><w:spacing w:val="7"/></w:rPr>')
        + style("Q", '<w:rPr><w:sz w:val="32"/></w:rPr>', "P")
        + style("C", '<w:rPr><w:sz w:val="40"/></w:rPr>', "a0", "character")
    )
    named = '<w:pStyle w:val="Q"/>'
    looks = [first(text(named, run), styles).runs[0].look for run in ("", '<w:rStyle w:val="C"/>', '<w:rStyle w:val="C"/><w:sz w:val="44"/>')]
    assert [look.size for look in looks] == [32, 40, 44]
    assert {(look.spacing, look.colour) for look in looks} == {(7, "111111")}


def test_a_toggle_in_two_levels_of_styles_turns_itself_off_and_direct_formatting_decides() -> None:
    styles = style("P", "<w:rPr><w:b/></w:rPr>") + style("C", "<w:rPr><w:b/></w:rPr>", "a0", "character")
    both, own = '<w:rStyle w:val="C"/>', '<w:rStyle w:val="C"/><w:b/>'
    assert [first(text('<w:pStyle w:val="P"/>', run), styles).runs[0].look.bold for run in ("", both, own)] == [True, False, True]


def test_a_style_based_on_itself_ends() -> None:
    assert first(text('<w:pStyle w:val="P"/>'), style("P", '<w:rPr><w:sz w:val="30"/></w:rPr>', "P")).runs[0].look.size == 30


def test_indents_in_characters_win_over_twips_unless_they_are_nought() -> None:
    assert first(text('<w:ind w:firstLineChars="200" w:firstLine="31680"/>')).layout.characters("first", 32) == 2
    assert first(text('<w:ind w:firstLineChars="0" w:firstLine="640"/>')).layout.characters("first", 32) == 2
    inherited = style("P", '<w:pPr><w:ind w:firstLineChars="200"/></w:pPr>')
    assert first(text('<w:pStyle w:val="P"/><w:ind w:firstLine="0"/>'), inherited).layout.characters("first", 32) == 2
    assert first(text('<w:pStyle w:val="P"/><w:ind w:firstLineChars="0" w:firstLine="0"/>'), inherited).layout.characters("first", 32) == 0


def test_a_hanging_indent_takes_the_place_of_an_inherited_first_line_indent() -> None:
    assert laid_over(({"ind.firstLine": "640"}, {"ind.hanging": "320"})) == {"ind.hanging": "320"}
    inherited = style("P", '<w:pPr><w:ind w:firstLine="640"/></w:pPr>')
    assert first(text('<w:pStyle w:val="P"/><w:ind w:left="320" w:hanging="320"/>'), inherited).layout.first == -320


def test_a_theme_font_beats_a_name_beside_it_and_yields_to_a_name_nearer_by() -> None:
    theme = (
        '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements><a:fontScheme>'
        '<a:minorFont><a:latin typeface="Calibri"/><a:ea typeface=""/><a:font script="Jpan" typeface="游明朝"/>'
        '<a:font script="Hans" typeface="等线"/></a:minorFont></a:fontScheme></a:themeElements></a:theme>'
    )
    beside = '<w:rFonts w:ascii="Arial" w:asciiTheme="minorAscii" w:eastAsia="宋体" w:eastAsiaTheme="minorEastAsia"/>'
    data = parts_of(body_xml(text("", beside) + text('<w:pStyle w:val="P"/>', '<w:rFonts w:eastAsia="黑体"/>'), styles=STYLES + style("P", f"<w:rPr>{beside}</w:rPr>")))
    data["word/theme/theme1.xml"] = (HEAD + theme).encode()
    data["word/_rels/document.xml.rels"] = relationships_xml([("rIdStyles", "styles", "styles.xml"), ("rIdTheme", "theme", "theme/theme1.xml")], {})
    looks = [paragraph.runs[0].look for paragraph in open_document(Package.open(package_of(data))).paragraphs]
    assert [(look.chinese, look.latin) for look in looks] == [("等线", "Calibri"), ("黑体", "Calibri")]


def test_automatic_numbers_are_part_of_what_a_paragraph_says() -> None:
    def level(depth: int, form: str, shown: str) -> str:
        return f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{shown}"/></w:lvl>'

    levels = level(0, "chineseCountingThousand", "%1、") + level(1, "chineseCounting", "（%2）") + level(2, "decimal", "%3.") + level(3, "upperRoman", "%4.")
    numbering = f'<w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    body = "".join(text(f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="1"/></w:numPr>') for depth in (0, 1, 1, 2, 0, 1, 3))
    found = [paragraph.words for paragraph in opened(body, numbering=numbering).paragraphs]
    assert found == [f"{label}文字abc" for label in ("一、", "（一）", "（二）", "1.", "二、", "（一）", "")]


def test_deletions_and_the_older_copy_of_a_text_box_are_no_text() -> None:
    deleted = '<w:p><w:del w:id="1"><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins w:id="2"><w:r><w:t>新</w:t></w:r></w:ins></w:p>'
    assert first(deleted).text == "新"
    box = "<w:txbxContent><w:p><w:r><w:t>框</w:t></w:r></w:p></w:txbxContent>"
    alternate = f'<w:p><w:r><mc:AlternateContent><mc:Choice Requires="wps"><wps:txbx>{box}</wps:txbx></mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>'
    assert [(paragraph.text, paragraph.boxed) for paragraph in opened(alternate).paragraphs] == [("", False), ("框", True)]


def test_a_table_style_gives_its_first_row_another_look() -> None:
    styles = style("T", '<w:rPr><w:sz w:val="24"/></w:rPr><w:tblStylePr w:type="firstRow"><w:rPr><w:b/></w:rPr></w:tblStylePr>', "a1", "table")
    row = f"<w:tr><w:tc><w:tcPr/>{text()}</w:tc></w:tr>"
    table = f'<w:tbl><w:tblPr><w:tblStyle w:val="T"/><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="900"/></w:tblGrid>{row}{row}</w:tbl>'
    (found,) = opened(table, styles).tables
    assert [(paragraph.runs[0].look.size, paragraph.runs[0].look.bold) for paragraph in found.paragraphs] == [(24, True), (24, False)]
    assert found.width == 900


@pytest.mark.parametrize(("written", "twips"), [("640", 640), ("-5", -5), ("1cm", 567), ("10pt", 200), ("640.5", 640), ("x", 0), ("", 0), (None, 0), ("9" * 40, 0)])
def test_a_measure_is_read_in_its_own_unit_and_nonsense_is_nought(written: str | None, twips: int) -> None:
    assert number(written) == twips


def test_a_file_without_styles_settings_or_sections_has_word_s_defaults() -> None:
    data = parts_of(body_xml("<w:p/>", section=None))
    del data["word/styles.xml"]
    data["[Content_Types].xml"] = data["[Content_Types].xml"].replace(b"/word/styles.xml", b"/word/none.xml")
    data["word/_rels/document.xml.rels"] = relationships_xml([], {})
    document = open_document(Package.open(package_of(data)))
    assert (document.sections[0].width, document.sections[0].height) == (12240, 15840)
    assert document.paragraphs[0].mark.size == 20


