"""The linter's look at rendered pages, through its command line."""

from __future__ import annotations

import json
from pathlib import Path

import official_samples
import pytest
from clerk import typed as run
from docx_samples import document
from pages import need

pytestmark = pytest.mark.usefixtures("folder")


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
