"""The year's figures and prose: located YAML → a report that can be checked and printed.

Knows no Word file.  ``fields`` is the dictionary, ``data`` the figures, ``prose`` the sentences, ``report`` the
whole, ``checks`` what a machine can check, ``filters`` the phrases said of figures.
"""

from __future__ import annotations

from reportgen.report.checks import (
    CARRIED_CODE,
    CLAIM_CODE,
    GAP_CODE,
    REPEATED_CODES,
    Carried,
    Subject,
    carried,
    check,
)
from reportgen.report.data import Datum
from reportgen.report.dictionary import Dictionary, Field
from reportgen.report.grades import Grades, read_grades
from reportgen.report.load import DROPPED_CODE, PrintedReport, Report
from reportgen.report.load import read_report as load

__all__ = [
    "CARRIED_CODE",
    "CLAIM_CODE",
    "DROPPED_CODE",
    "GAP_CODE",
    "REPEATED_CODES",
    "Carried",
    "Datum",
    "Dictionary",
    "Field",
    "Grades",
    "PrintedReport",
    "Report",
    "Subject",
    "carried",
    "check",
    "load",
    "read_grades",
]  # fmt: skip
