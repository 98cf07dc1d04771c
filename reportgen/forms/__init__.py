"""A year's report → one table a department to fill in, and what comes back → changes to the year's input.

Knows neither Word nor where files lie.  ``shape`` is what a form looks like, ``export`` writes it; ``read`` takes back what it
says, ``year`` tells which year and unit it belongs to; ``plan`` understands a cell and compares it with the input, ``write``
changes the input's text.
"""

from reportgen.forms.export import Form, export
from reportgen.forms.plan import DatumChange, Plan, plan
from reportgen.forms.read import Returned, read_form
from reportgen.forms.shape import Mark, anchors
from reportgen.forms.write import FilledInput, write
from reportgen.forms.year import belonging

__all__ = [
    "DatumChange",
    "FilledInput",
    "Form",
    "Mark",
    "Plan",
    "Returned",
    "anchors",
    "belonging",
    "export",
    "plan",
    "read_form",
    "write",
]  # fmt: skip
