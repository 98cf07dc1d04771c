"""A file that must be refused → the problems it is refused with, for the tests of packages."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.ooxml.package import Limits, Package
from reportgen.problem import Problem, ReportError

SAVE_AS = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再试"
SAVE_AGAIN = "请用 Word 或 WPS 打开原文件，另存为新的 .docx 再试"
ASK = "这不像是 Word 存的文件，请向提供者要原件"


def refusals(source: Path | bytes, limits: Limits | None = None) -> tuple[Problem, ...]:
    """Every problem the file is refused with."""
    with pytest.raises(ReportError) as caught:
        Package.open(source, limits)
    return caught.value.problems


def refusal(source: Path | bytes, limits: Limits | None = None) -> str:
    """The one problem, as a clerk reads it."""
    problems = refusals(source, limits)
    assert len(problems) == 1
    return str(problems[0])
