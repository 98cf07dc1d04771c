"""A year's report → one table a department to fill in, and what comes back → changes to the year's input.

Knows neither Word nor where files lie.  ``shape`` is what a form looks like, ``exporting`` writes it; ``reading`` takes back
what it says, ``belonging`` whose it is, ``values`` understands a cell; ``deciding`` compares with the input, ``writing``
changes the input's text, ``keeping`` puts it back on the disk.
"""

from reportgen.forms.export import Form, export
from reportgen.forms.plan import DatumChange, Plan, plan
from reportgen.forms.read import Returned, read_form
from reportgen.forms.save import keep
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
    "keep",
    "plan",
    "read_form",
    "write",
]  # fmt: skip
