"""The year's figures and prose: located YAML → a report that can be checked and printed.

Knows no Word file.  ``fields`` is the dictionary, ``data`` the figures, ``prose`` the sentences, ``report`` the
whole, ``checks`` what a machine can check, ``filters`` the phrases said of figures.
"""

from __future__ import annotations

from reportgen.facts.checks import GAP_CODE, check
from reportgen.facts.data import Datum
from reportgen.facts.fields import Dictionary, Field
from reportgen.facts.report import Printed, Report
from reportgen.facts.report import read_report as load

__all__ = ["GAP_CODE", "Datum", "Dictionary", "Field", "Printed", "Report", "check", "load"]
