"""Two years' reports → what changed between them, sentence by sentence and figure by figure.

Knows neither Word nor where files lie.  ``aligning`` finds which sentence became which, ``wording`` what changed within it,
``figuring`` what became of each figure; ``page`` and ``book`` write it all as HTML and as a table file.
"""

from reportgen.compare.alignment import KINDS, Pair, align
from reportgen.compare.comparison import Comparison, compare
from reportgen.compare.figures import Moved, moved

__all__ = ["KINDS", "Comparison", "Moved", "Pair", "align", "compare", "moved"]
