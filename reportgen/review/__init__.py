"""A draft with its report → the marked copy (核稿稿): the same text, with everything that wants a look shown at its place.

Knows neither YAML nor the command line.  ``places`` finds where in the file a place of the input was printed, ``remarks`` says
what is said of a figure, ``tables`` are the tables at the end, ``marked_copy`` colours the text and is the whole; ``redline``
writes the difference between two copies as tracked changes.
"""

from reportgen.review.marked_copy import Before, Marked, marked_copy
from reportgen.review.redline import redline

__all__ = ["Before", "Marked", "marked_copy", "redline"]
