"""A form as another table program opens, prints and saves it."""

from __future__ import annotations

import io
import os
import re
import subprocess
from pathlib import Path

import drafts
import pytest
from openpyxl import load_workbook
from openpyxl.comments import Comment
from pages import need

from reportgen.forms import anchors, export, plan, read_form
from reportgen.tables import read_book

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.libreoffice


def converted(form: Path, kind: str, folder: Path) -> Path:
    """What LibreOffice makes of a form; skipped where it has no Calc."""
    need("soffice", "pdftotext", "pdfinfo")
    profile = (folder / "profile").as_uri()
    command = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", kind, "--outdir", str(folder / "out"), str(form)]
    subprocess.run(command, check=True, capture_output=True, timeout=180, env=dict(os.environ))
    made = folder / "out" / form.with_suffix(f".{kind}").name
    if not made.exists():
        pytest.skip("this LibreOffice has no Calc")
    return made


def test_a_form_prints_on_a4_across_and_comes_back_unchanged_as_xls_and_ods(tmp_path: Path) -> None:
    pytest.importorskip("xlrd")
    report, _ = drafts.read([ROOT / "inputs/2024.yaml"], ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"])
    form = next(each for each in export(report) if each.department == "经济发展办")
    path = tmp_path / "form.xlsx"
    book = load_workbook(io.BytesIO(form.package))
    book.active.cell(5, 4).comment = Comment("张三:\n快报数", "张三")
    book.save(path)
    pdf = converted(path, "pdf", tmp_path)
    said = subprocess.run(["pdfinfo", str(pdf)], check=True, capture_output=True, text=True).stdout
    assert re.search(r"Page size:\s+84[12]\.\d+ x 595\.\d+", said)
    text = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    assert "2024 年度汇报材料填报表（经济发展办）" in text
    assert re.search(r"自营出口\s+亿元\s+50\.20\s+52\.80\s+-2\.6\s+海关口径\s+外贸台账\.xlsx\+P3", text)
    assert "经济发展.外资外贸" not in text, "the anchors are hidden"
    known = anchors(path for path in report.data if path[0] != "单位")
    for kind in ("xls", "ods"):
        back = read_form(read_book(converted(path, kind, tmp_path).read_bytes(), f"form.{kind}"), known)
        assert back.mark is not None
        found = plan([back], report)
        assert found.changes == () and ["批注：“张三: 快报数”" in str(each) for each in found.problems] == [True]
        assert found.same >= form.rows
