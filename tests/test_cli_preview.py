"""What a clerk types to see pages, and what is then told and written."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from clerk import typed
from pages import need

ROOT = Path(__file__).parents[1]


pytestmark = pytest.mark.usefixtures("office")


def without_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportgen.preview.libreoffice.find_office", lambda: None)


def test_without_libreoffice_there_is_a_sentence_and_status_1(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    done = typed("预览", "2024")
    assert done.exit_code == 1
    assert "[L01] 没有找到 LibreOffice，不能转成 PDF" in done.stderr
    assert not Path("output").exists()


def test_generate_without_libreoffice_keeps_the_word_file_and_says_why_there_is_no_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    without_office(monkeypatch)
    done = typed("生成", "2024", "--pdf")
    assert done.exit_code == 1
    assert "[L01]" in done.stderr
    assert [path.suffix for path in Path("output").iterdir() if path.is_file()] == [".docx"]


def test_without_the_library_pictures_are_refused_with_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    from reportgen.preview.pages import open_pdf
    from reportgen.problem import ReportError

    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ReportError) as error:
        open_pdf(b"%PDF")
    assert [problem.code for problem in error.value.problems] == ["L05"]


@pytest.mark.libreoffice
def test_measures_and_pictures_of_a_year(office: Path) -> None:
    need("soffice")
    pytest.importorskip("pypdfium2")
    done = typed("preview", "2024", "--measure", "--png", "图", "--json")
    told = json.loads(done.stdout)
    assert (done.exit_code, [problem["code"] for problem in told["problems"] if problem["grade"] != "说明"]) == (0, [])
    full = [page for page in told["pages"] if page["full"]]
    assert len(full) >= 3
    assert {page["lines"] for page in full} <= {21, 22}
    assert max(page["characters"] for page in full) in (28, 29)
    upright = [page for page in told["pages"] if page["number_mm"]]
    assert len(upright) >= 8, "all but those of the table that lies on its side"
    assert all(abs(page["number_mm"] - 269) < 1 for page in upright)
    assert told["files"] == [f"图/第{page['page']}页.png" for page in told["pages"]]
    assert all(Path(name).read_bytes().startswith(b"\x89PNG") for name in told["files"])


@pytest.mark.libreoffice
def test_a_pdf_stands_beside_the_word_file_and_neither_passes_for_edited(office: Path) -> None:
    need("soffice")
    for _ in range(2):
        done = typed("生成", "2023", "--pdf")
        assert done.exit_code == 0, done.output
    assert sorted(path.suffix for path in Path("output").iterdir() if path.is_file()) == [".docx", ".pdf"]
