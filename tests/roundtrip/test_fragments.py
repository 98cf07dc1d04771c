"""What kept its order is the heaviest rising row."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportgen.roundtrip.fragments import longest_rise


def test_the_one_that_went_elsewhere_is_left_out() -> None:
    assert longest_rise([0, 2, 3, 1, 4], [1, 1, 1, 1, 1]) == {0, 1, 2, 4}
    assert longest_rise([1, 0], [1, 5]) == {1}
    assert longest_rise([], []) == set()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=12))
def test_no_other_rising_row_is_heavier(pairs: list[tuple[int, int]]) -> None:
    places, weights = [place for place, _ in pairs], [weight for _, weight in pairs]
    kept = sorted(longest_rise(places, weights))
    assert all(places[a] < places[b] for a, b in pairwise(kept))
    best: list[int] = []
    for number, place in enumerate(places):
        best.append(weights[number] + max((best[at] for at in range(number) if places[at] < place), default=0))
    assert sum(weights[at] for at in kept) == max(best, default=0)
