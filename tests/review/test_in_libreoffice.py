"""A marked copy in a real word processor: its comments are there, and its text is the final copy's."""

from __future__ import annotations

import re
import subprocess
from datetime import datetime
from pathlib import Path

import drafts
import pytest
from pages import need, printed, to_pdf

from reportgen import review
from reportgen.annotate import Author

pytestmark = pytest.mark.libreoffice
ROOT = Path(__file__).parents[2]


def test_every_comment_is_a_note_of_the_pdf_and_the_text_is_that_of_the_final_copy(tmp_path: Path) -> None:
    need("soffice", "pdftotext")
    inputs = [ROOT / "inputs/2024.yaml"]
    made = drafts.make(inputs, ROOT / "templates/annual/template.docx", ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"], draft=True)
    marked = review.marked_copy(made, Author("核稿", "核"), datetime(2025, 1, 6, 9, 0))
    pdf = to_pdf(marked.package, tmp_path, "marked", comments=True)
    assert pdf.read_bytes().count(b"/Subtype /Text") >= marked.figures + marked.sentences + marked.findings
    said = _text(pdf)
    final = _text(to_pdf(made.package, tmp_path, "final"))
    assert final[:3000] == said[:3000]
    assert "附表一数据核对表" in said


def test_comments_stand_in_the_margin_beside_their_text(tmp_path: Path) -> None:
    """Every figure of the first page has its comment right of the text, from the top of the page downward."""
    inputs = [ROOT / "inputs/2024.yaml"]
    made = drafts.make(inputs, ROOT / "templates/annual/template.docx", ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"], draft=True)
    marked = review.marked_copy(made, Author("核稿", "核"), datetime(2025, 1, 6, 9, 0))
    words = _words(printed(marked.package, tmp_path))
    title = next(left for left, text in words if "重点任务" in text)
    margin = [text for left, text in words if left > title + 250]
    told = "".join(margin)
    assert told.startswith("本稿供核对用")
    for figure in ("规上工业总产值", "固定资产投资", "财政总收入", "限上零售额", "研发费用投入"):
        assert figure in told, figure
    assert "".join(text for left, text in words if left <= title + 250).count("规上工业总产值") == 1


def _words(pdf: Path) -> list[tuple[float, str]]:
    """The words of the first page with where they begin, in points from the left."""
    box = subprocess.run(["pdftotext", "-bbox", "-l", "1", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    return [(float(left), text) for left, text in re.findall(r'<word xMin="([\d.]+)"[^>]*>(.*?)</word>', box)]


def _text(pdf: Path) -> str:
    """The words of the pages without blanks and page numbers."""
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, timeout=60).stdout.decode()
    lines = [line for line in told.split("\n") if not line.strip().startswith("—")]
    return "".join("".join(lines).split())
