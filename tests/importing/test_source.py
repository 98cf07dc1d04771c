"""A Word file as it comes: automatic numbers, tables, pictures, footnotes, a signature; and old kinds of files through LibreOffice."""

from __future__ import annotations

import io
import shutil
from pathlib import Path

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm
from docx.text.paragraph import Paragraph

from reportgen.importing.imported import ImportedYear, import_reports
from reportgen.importing.source import MOST_CHARACTERS, read_source
from reportgen.preview.libreoffice import find_office, to_docx
from reportgen.problem import ReportError
from reportgen.storage.given import Given

TEMPLATE = (Path(__file__).parents[2] / "templates" / "annual" / "template.docx").read_bytes()
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8ffff3f0005fe02fe0def46b80000000049454e44ae426082"
)


def saved(document: docx.document.Document) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def taken(document: docx.document.Document) -> ImportedYear:
    return import_reports([Given("去年.docx", saved(document))], TEMPLATE, None).years[0]


def begun() -> docx.document.Document:
    document = docx.Document()
    for line in ("示例镇2024年工作总结", "各位领导：", "一、工作回顾", "全年完成投资5亿元。"):
        document.add_paragraph(line)
    return document


def test_a_table_is_kept_as_rows_and_one_with_joined_cells_as_text() -> None:
    document = begun()
    table = document.add_table(3, 2)
    for row, cells in enumerate((("项目", "进度"), ("甲，乙", "12,345"), ("丙", ""))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    joined = document.add_table(2, 2)
    joined.cell(0, 0).merge(joined.cell(0, 1)).text = "合并的表头"
    joined.cell(1, 0).text = "丁"
    document.add_paragraph("以上报告，请予审议。")
    year = taken(document)
    assert '列: ["项目", "进度"]' in year.text
    assert '- ["甲，乙", "12,345"]' in year.text
    assert [str(problem.message) for problem in year.problems] == ["这张表有合并的格子，只录了文字"]
    assert year.proof.is_equal


NOTES = (
    '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
    '<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space="preserve"> 按可比价</w:t></w:r><w:r><w:t>计算。</w:t></w:r></w:p></w:footnote>'
    '<w:footnote w:id="3"><w:p><w:r><w:t>快报数。</w:t></w:r></w:p></w:footnote></w:footnotes>'
)
LOST = (
    "这里有脚注“按可比价计算。”，没有录入", "这里有公式“x+y”，句子里少了它", "这里有插入的符号“Wingdings F0FC”，句子里少了它", "这里有图片或图形，没有录入",
    "这里有脚注“快报数。”，没有录入", "这里有图片或图形，没有录入", "这里有脚注，没有录入", "这里有批注“请核对。”，没有录入",
)  # fmt: skip


def test_what_is_no_words_is_listed_with_its_place_and_what_it_says() -> None:
    """Footnotes, a formula, a sign of a font, a picture; in a cell of a table too; a note that leads nowhere; a comment."""
    document = begun()
    notes = Part(PackURI("/word/footnotes.xml"), "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml", NOTES.encode(), document.part.package)
    document.part.relate_to(notes, RT.FOOTNOTES)

    def with_note(paragraph: Paragraph, number: int) -> Paragraph:
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(number))
        paragraph.add_run()._r.append(reference)
        return paragraph

    paragraph = with_note(document.add_paragraph("产值增长8.5%"), 2)
    paragraph.add_run("，全面完成任务。")
    formula = parse_xml(f'<m:oMath {nsdecls("m")}><m:r><m:t>x+y</m:t></m:r></m:oMath>')
    paragraph._p.append(formula)
    paragraph.add_run()._r.append(parse_xml(f'<w:sym {nsdecls("w")} w:font="Wingdings" w:char="F0FC"/>'))
    document.add_paragraph("见图：").add_run().add_picture(io.BytesIO(PIXEL), width=Cm(2))
    cell = document.add_table(1, 2).cell(0, 0)
    with_note(cell.paragraphs[0], 3).add_run("项目").add_picture(io.BytesIO(PIXEL), width=Cm(1))
    with_note(document.add_paragraph("没有脚注的脚注。"), 9)
    last = document.add_paragraph("有批注的话。")
    document.add_comment(last.runs, text="请核对。", author="某")
    year = taken(document)
    told = [problem for problem in year.problems if problem.code == "D03"]
    assert sorted(str(problem.message) for problem in told) == sorted(LOST)
    assert all(problem.place is not None and problem.hint for problem in told)
    assert year.proof.is_equal
    assert [(figure.name, figure.digits) for figure in year.data][-1] == ("产值增速", "8.5")


def test_a_signature_and_a_date_at_the_end_are_found_and_stand_there_again() -> None:
    document = begun()
    for line in ("示例镇人民政府", "2024年12月30日"):
        document.add_paragraph(line).alignment = 2
    year = taken(document)
    assert (year.outline.signature, year.outline.date) == (("示例镇人民政府",), "2024年12月30日")
    assert "版式: {署名: 文末}" in year.text
    assert year.proof.is_equal


def test_an_official_letterhead_is_no_part_of_a_report_and_that_is_an_error_with_its_place() -> None:
    document = docx.Document()
    for line in ("示例政发〔2024〕1号", "关于2024年工作情况的报告", "县人民政府：", "现将工作情况报告如下。", "一、工作", "完成投资5亿元。"):
        document.add_paragraph(line)
    year = taken(document)
    assert "主送机关: \"县人民政府：\"" in year.text
    assert year.outline.skipped == (0,)
    assert [(problem.code, str(problem.message)) for problem in year.problems] == [("D10", "原稿有“示例政发〔2024〕1号”，没有印出来")]
    assert not year.proof.is_equal


def test_figures_cut_by_runs_and_numbers_of_word_itself_are_read_as_they_print() -> None:
    document = begun()
    paragraph = document.add_paragraph("产值1")
    for piece in ("2.", "30", "亿", "元。"):
        paragraph.add_run(piece)
    year = taken(document)
    assert ("产值", "12.30", "亿元") in {(figure.name, figure.digits, figure.unit) for figure in year.data}


@pytest.mark.parametrize(("count", "fits"), [(MOST_CHARACTERS - 20, True), (MOST_CHARACTERS + 1, False)])
def test_a_text_longer_than_any_report_is_refused(count: int, fits: bool) -> None:
    given = Given("去年.txt", ("2024年总结\n一、甲\n" + "字" * count).encode())
    if fits:
        assert read_source(given).blocks
        return
    with pytest.raises(ReportError) as caught:
        read_source(given)
    assert [problem.code for problem in caught.value.problems] == ["D02"]


@pytest.mark.libreoffice
@pytest.mark.skipif(find_office() is None, reason="no LibreOffice")
@pytest.mark.parametrize("suffix", ["odt", "doc"])
def test_an_old_kind_of_file_is_read_through_libreoffice(suffix: str, tmp_path: Path) -> None:
    import subprocess

    source = tmp_path / "去年.docx"
    source.write_bytes(saved(begun()))
    program = find_office()
    command = [str(program), f"-env:UserInstallation={(tmp_path / 'p').as_uri()}", "--headless", "--convert-to", suffix]
    subprocess.run([*command, "--outdir", str(tmp_path), str(source)], check=True, capture_output=True, timeout=120)
    shutil.rmtree(tmp_path / "p", ignore_errors=True)
    content = (tmp_path / f"去年.{suffix}").read_bytes()
    made = import_reports([Given(f"去年.{suffix}", to_docx(content, f".{suffix}"))], TEMPLATE, None).years[0]
    assert (made.proof.is_equal, made.proof.compared) == (True, 4)
