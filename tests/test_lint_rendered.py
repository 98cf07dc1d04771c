"""The linter's look at rendered pages, through its command line."""

from __future__ import annotations

import json
from pathlib import Path

import official_samples
import pytest
from clerk import typed as run
from docx_samples import document
from gongwen_samples import written
from pages import need, to_pdf
from planted import CLEAN

from reportgen.preview.fonts import fonts_for
from reportgen.preview.libreoffice import RenderedPdf
from reportgen.preview.measure import faults
from reportgen.preview.pages import read_pages

FONTS = ("L04",)
"""What tells of fonts that this machine lacks."""

pytestmark = pytest.mark.usefixtures("folder")


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pages come from the LibreOffice that this process keeps, in place of one that is started for each file."""
    need("soffice")

    def made(package: bytes) -> RenderedPdf:
        return RenderedPdf(to_pdf(package, tmp_path).read_bytes(), fonts_for(package).lacking)

    monkeypatch.setattr("reportgen.preview.libreoffice.to_pdf", made)


def shown(package: bytes, folder: Path) -> list[str]:
    """The codes of what is wrong on the pages."""
    return [problem.code for problem in faults(read_pages(to_pdf(package, folder).read_bytes()))]


def test_without_libreoffice_it_is_said(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.preview.libreoffice.find_office", lambda: None)
    (folder / "稿.docx").write_bytes(official_samples.package("通知"))
    done = run("lint", "稿.docx", "--排版")
    assert done.exit_code == 1
    assert "[L01]" in done.stdout


@pytest.mark.libreoffice
def test_pages_of_a_built_document_keep_the_standard_and_a_default_one_does_not(folder: Path) -> None:
    need("soffice")
    pytest.importorskip("pypdfium2")
    (folder / "好.docx").write_bytes(official_samples.package("通知"))
    done = run("lint", "好.docx", "--rendered")
    assert (done.exit_code, "排成页面量过，没有不合的" in done.stdout) == (0, True), done.stdout
    (folder / "差.docx").write_bytes(document(*["我们坚持稳中求进，扎实做好各项工作，全年经济社会发展保持良好势头。" * 6] * 30))
    told = json.loads(run("lint", "差.docx", "--rendered", "--json").stdout)
    assert "L10" in [problem["code"] for problem in told["rendered"]]


@pytest.mark.libreoffice
@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("kind", CLEAN)
def test_the_pages_of_a_clean_text_of_any_kind_have_no_finding(folder: Path, kind: str) -> None:
    (folder / "稿.docx").write_bytes(written(CLEAN[kind]))
    told = json.loads(run("lint", "稿.docx", "--rendered", "--json").stdout)
    assert [problem["code"] for problem in told["rendered"] if problem["code"] not in FONTS] == []


@pytest.mark.libreoffice
@pytest.mark.usefixtures("kept")
def test_what_is_no_official_text_is_measured_when_asked(folder: Path) -> None:
    (folder / "稿.docx").write_bytes(written(CLEAN["登记表"]))
    told = json.loads(run("lint", "稿.docx", "--rendered", "--json", "--体例", "公文").stdout)
    assert "L14" in [problem["code"] for problem in told["rendered"]]


@pytest.mark.libreoffice
@pytest.mark.parametrize("paragraphs, code", [(18, ["L18"]), (19, [])])
def test_a_heading_alone_at_the_foot_of_a_page(folder: Path, paragraphs: int, code: list[str]) -> None:
    line = "正文| 全年各项工作平稳推进。\n"
    text = f"标题| 澄屿街道2024年工作汇报材料\n空\n{line * paragraphs}一级| 二、下一步打算\n{line * 2}"
    assert shown(written(text), folder) == code


@pytest.mark.libreoffice
@pytest.mark.parametrize("kind", ["通知", "请示"])
def test_an_imprint_typed_in_place_is_not_at_the_foot_and_a_framed_one_is(folder: Path, kind: str) -> None:
    typed_in = written(CLEAN[kind].replace(" 底=1", ""))
    assert "L19" in shown(typed_in, folder)
    for framed in (written(CLEAN[kind]), official_samples.package(kind)):
        assert shown(framed, folder) == []
