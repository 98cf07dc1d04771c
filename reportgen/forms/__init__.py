"""A year's report → one table a department to fill in, and what comes back → changes to the year's input.

Knows neither Word nor where files lie.  ``shape`` is what a form looks like, ``exporting`` writes it; ``reading`` takes back
what it says, ``belonging`` whose it is, ``values`` understands a cell; ``deciding`` compares with the input, ``writing``
changes the input's text, ``keeping`` puts it back on the disk.
"""

from reportgen.forms.belonging import belonging
from reportgen.forms.deciding import Change, Plan, plan
from reportgen.forms.exporting import Form, export
from reportgen.forms.keeping import keep
from reportgen.forms.reading import Returned, read_form
from reportgen.forms.shape import Mark, anchors
from reportgen.forms.writing import Written, write

__all__ = [
    "Change", "Form", "Mark", "Plan", "Returned", "Written", "anchors", "belonging", "export", "keep", "plan", "read_form", "write",
]  # fmt: skip
