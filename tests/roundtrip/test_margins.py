"""Headers and footers that were edited are listed with their place, and changed fonts and sizes are counted."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from docx.document import Document
from docx.oxml.ns import qn
from docx.shared import Pt
from pulled_office import ANNUAL, ROOT, report, trace

from reportgen.cli import main
from reportgen.ooxml.package import Package
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.margins import margin_edits, restyled

TEMPLATE = Package.open(ANNUAL / "template.docx")


def touched(change: Callable[[Document], None]) -> Package:
    document = docx.Document(io.BytesIO(report()))
    change(document)
    made = io.BytesIO()
    document.save(made)
    return Package.open(made.getvalue())


def told(package: Package) -> list[tuple[str, str, str]]:
    edits = margin_edits(package, TEMPLATE, trace())
    assert all(edit.kind == kinds.TEMPLATE and not edit.steps and "请改模板" in edit.reason for edit in edits)
    return [(edit.where, edit.old, edit.new) for edit in edits]


def test_an_unedited_copy_has_the_margins_and_the_fonts_of_its_template() -> None:
    assert told(Package.open(report())) == []
    assert restyled(Package.open(report()), TEMPLATE) == 0


def test_the_number_of_a_page_is_no_text() -> None:
    def other_page(document: Document) -> None:
        footer = document.sections[0].footer
        number = next(node for node in footer._element.iter(qn("w:t")) if (node.text or "").strip().isdigit())
        number.text = "17"

    assert told(touched(other_page)) == []


def test_a_header_put_in_is_told() -> None:
    def header(document: Document) -> None:
        document.sections[0].header.is_linked_to_previous = False
        document.sections[0].header.paragraphs[0].text = "内部资料"

    assert told(touched(header)) == [("页眉", "", "内部资料")]


def test_words_typed_into_every_footer_replace_what_stood_there() -> None:
    def footers(document: Document) -> None:
        for part in document.part.package.iter_parts():
            if "footer" in part.partname:
                for paragraph in list(part.element.iter(qn("w:p"))):
                    run = next(iter(paragraph.iter(qn("w:t"))), None)
                    if run is not None:
                        run.text = f"送审稿{run.text}"

    (edit,) = told(touched(footers))
    assert edit[0] == "页脚"
    assert edit[1].startswith("—")
    assert edit[2].startswith("送审稿—")


def test_a_size_and_a_font_by_hand_are_counted() -> None:
    def dress(document: Document) -> None:
        first, second = [paragraph.runs[0] for paragraph in document.paragraphs if len(paragraph.text) > 60][:2]
        first.font.size = Pt(20)
        second._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "华文彩云")

    assert restyled(touched(dress), TEMPLATE) == 2


def test_the_command_lists_them_and_counts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in ("templates", "inputs"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    runner = CliRunner()
    assert runner.invoke(main, ["generate", "2024", "-o", "a.docx"]).exit_code == 0
    document = docx.Document("a.docx")
    next(paragraph for paragraph in document.paragraphs if len(paragraph.text) > 60).runs[0].font.size = Pt(20)
    document.sections[0].header.is_linked_to_previous = False
    document.sections[0].header.paragraphs[0].text = "内部资料"
    document.save("a.docx")
    result = runner.invoke(main, ["pull", "a.docx", "--yes"])
    assert "有 1 处改动：模板 1 处。" in result.output
    assert "[模板] 内部资料\n     页眉\n" in result.output
    assert "字号由“16磅”改为“20磅”" in result.output
    assert "还有 1 处没有写入" in result.output
    assert result.exit_code == 1
