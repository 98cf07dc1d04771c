"""The year's figures and prose: located YAML → a report that can be checked and printed.

Knows no Word file.  ``fields`` is the dictionary, ``data`` the figures, ``prose`` the sentences, ``report`` the
whole, ``checks`` what a machine can check, ``filters`` the phrases said of figures.
"""

from __future__ import annotations

from reportgen.facts.checks import CARRIED_CODE, CLAIM_CODE, GAP_CODE, REPEATED_CODES, Carried, Subject, carried, check
from reportgen.facts.data import Datum
from reportgen.facts.fields import Dictionary, Field
from reportgen.facts.grading import Grades, read_grades
from reportgen.facts.report import DROPPED_CODE, Printed, Report
from reportgen.facts.report import read_report as load

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
    "Printed",
    "Report",
    "Subject",
    "carried",
    "check",
    "load",
    "read_grades",
]  # fmt: skip
