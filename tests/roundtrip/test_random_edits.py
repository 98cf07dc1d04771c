"""Any edits of a report come back: what is certain is written and reads the same when the report is made again, what is
not is listed, and nothing is lost."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from manuscript import EDITS, Manuscript, edited
from pulled_office import Outcome, basis, comments, pull, report, texts

from reportgen.roundtrip.edits import DERIVED, Edit
from reportgen.text.diff import units


def listed(outcome: Outcome) -> tuple[Edit, ...]:
    return (*outcome.settled.waiting, *outcome.settled.consequences)


def lost(outcome: Outcome) -> list[str]:
    """Sentences of the edited file that the new report has not and that no listed edit speaks of."""
    have = Counter(unit.text for unit in units(outcome.again))
    told = [words for edit in listed(outcome) for words in (edit.old, edit.new) if words]
    missing = []
    for unit in units(outcome.wanted):
        if have[unit.text]:
            have[unit.text] -= 1
        elif not any(words in unit.text or unit.text in words for words in told):
            missing.append(unit.text)
    return missing


def check(outcome: Outcome, kinds: Sequence[str]) -> None:
    assert lost(outcome) == [], kinds
    assert outcome.again == outcome.wanted or listed(outcome), kinds
    assert comments(outcome.after) == comments(outcome.before), kinds


def one(seed: int, kinds: Sequence[str], *, tracked: bool) -> tuple[Outcome, list[str]]:
    rng = random.Random(seed)
    manuscript = Manuscript(report())
    made = edited(rng, manuscript, kinds, tracked=tracked)
    return pull(manuscript.package(rng)), made


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9), st.lists(st.sampled_from(list(EDITS)), min_size=1, max_size=6), st.booleans())
def test_edits_are_written_or_listed(seed: int, kinds: list[str], tracked: bool) -> None:
    check(*one(seed, kinds, tracked=tracked))


@pytest.mark.parametrize("seed", [5, 9, 13])
def test_thirty_edits_with_paragraphs_that_move_are_written_but_for_worked_out_figures(seed: int) -> None:
    """Moved paragraphs with changed figures and words in them, several that come to one place, some that come where others go:
    none waits because of its neighbours."""
    rng = random.Random(seed)
    outcome, made = one(seed, [rng.choice(list(EDITS)) for _ in range(30)], tracked=False)
    check(outcome, made)
    assert [edit for edit in outcome.settled.waiting if edit.kind != DERIVED] == []
    assert len(outcome.settled.done) >= 20


@pytest.mark.fuzz
@pytest.mark.skipif("REPORTGEN_CI" not in os.environ, reason="takes minutes; REPORTGEN_CI=1 runs it")
@settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 10**9), st.lists(st.sampled_from(list(EDITS)), min_size=1, max_size=20), st.booleans())
def test_many_edits_are_written_or_listed(seed: int, kinds: list[str], tracked: bool) -> None:
    check(*one(seed, kinds, tracked=tracked))


def test_runs_may_break_anywhere_and_an_unedited_copy_has_no_edits() -> None:
    manuscript = Manuscript(report())
    outcome = pull(manuscript.package(random.Random(1), shatter=0.7))
    assert outcome.pulled.edits == ()
    assert outcome.after == outcome.before
    assert outcome.wanted == texts(basis())
