"""Two reports → the whole comparison.

Knows only its parts, ``alignment``, ``figures`` and ``promises``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reportgen.compare.alignment import KINDS, Pair, align
from reportgen.compare.figures import Moved, moved
from reportgen.compare.promises import PlanText, Promise, promises
from reportgen.report.load import Report


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed from the earlier to the later year: sentences in the order of the later one, figures in that of the
    dictionary; and what was promised for the later one.  Where both are one year, it is the plans of that year and what came of
    them alone."""

    earlier: int
    later: int
    pairs: tuple[Pair, ...]
    figures: tuple[Moved, ...]
    promises: tuple[Promise, ...] = ()

    @property
    def is_of_one_year(self) -> bool:
        return self.earlier == self.later

    @property
    def is_empty(self) -> bool:
        """Whether a year alone has no plan to be held against."""
        return self.is_of_one_year and not self.promises

    @property
    def promised(self) -> Iterator[tuple[str, tuple[Promise, ...]]]:
        """The promises by the text that they stand in."""
        for source in dict.fromkeys(each.source for each in self.promises):
            yield source, tuple(each for each in self.promises if each.source == source)

    @property
    def counts(self) -> Mapping[str, int]:
        """How many sentences of each kind."""
        counted = Counter(pair.kind for pair in self.pairs)
        return {kind: counted[kind] for kind in KINDS}

    def headed(self) -> Iterator[tuple[str | None, str | None, Pair]]:
        """Each sentence, with the part and the topic that begin with it (None where they go on)."""
        before: tuple[str | None, str | None] = (None, None)
        for pair in self.pairs:
            part, topic = pair.spot.part_name, pair.spot.topic_name
            anew = part != before[0]
            yield part if anew else None, topic if anew or topic != before[1] else None, pair
            before = part, topic


def compare(earlier: Report, later: Report, plans: Sequence[PlanText] | None = None) -> Comparison:
    """Compares everything; ``plans`` are the texts that plan for the later year, the earlier report where they are not given."""
    planned = promises(later, (PlanText.of(earlier, earlier.kind),) if plans is None else plans)
    return Comparison(earlier.year, later.year, align(earlier, later), moved(earlier, later), planned)
