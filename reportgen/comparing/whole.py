"""Two reports → the whole comparison.

Knows only its halves.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reportgen.comparing.aligning import KINDS, Pair, align
from reportgen.comparing.figuring import Moved, moved
from reportgen.facts import Report
from reportgen.records import frozen


@frozen
class Comparison:
    """What changed from the earlier to the later year: sentences in the order of the later one, figures in that of the
    dictionary."""

    earlier: int
    later: int
    pairs: tuple[Pair, ...]
    figures: tuple[Moved, ...]

    @property
    def counts(self) -> Mapping[str, int]:
        """How many sentences of each kind."""
        counted = Counter(pair.kind for pair in self.pairs)
        return {kind: counted[kind] for kind in KINDS}


def compare(earlier: Report, later: Report) -> Comparison:
    """Compares everything."""
    return Comparison(earlier.year, later.year, align(earlier, later), moved(earlier, later))
