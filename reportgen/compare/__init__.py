"""Two years' reports → what changed between them, sentence by sentence and figure by figure.

Knows no Word, and only ``years`` where files lie.  ``alignment`` finds which sentence became which, ``word_diff`` what changed
within it, ``figures`` what became of each figure, ``promises`` what became of the plans; ``comparison`` is all, and ``html`` and
``workbook`` write it as a page and as a table file.
"""

from reportgen.compare.alignment import KINDS, Pair, align
from reportgen.compare.comparison import Comparison, compare
from reportgen.compare.figures import Moved, moved
from reportgen.compare.promises import PlanText, Promise, promises

__all__ = ["KINDS", "Comparison", "Moved", "Pair", "PlanText", "Promise", "align", "compare", "moved", "promises"]
