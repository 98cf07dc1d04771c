"""The hostile corpus: each case does what it must, in time and memory; see ``hostile``."""

from __future__ import annotations

import pytest
from hostile.corpus import KINDS, corpus
from hostile.running import outcomes, run_all


def complaints(kind: str, *, slow: bool) -> list[str]:
    cases = [case for case in corpus().values() if case.kind == kind and case.slow is slow]
    assert cases
    return [f"{outcome.name}: {'; '.join(outcome.wrong)}" for outcome in run_all(cases) if outcome.wrong]


def test_there_are_cases_of_every_kind() -> None:
    assert {case.kind for case in corpus().values()} == set(KINDS)
    assert len(corpus()) >= 650


def test_each_case_names_the_one_outcome_that_it_must_have() -> None:
    assert set(outcomes()) == set(corpus())
    assert {result for result, _, _ in outcomes().values()} == {"finished", "refused"}
    assert [name for (_, name), (result, codes, _) in outcomes().items() if result == "refused" and not codes] == []
    assert [name for (_, name), (result, _, says) in outcomes().items() if (result == "finished") is not bool(says)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_hostile_case_does_what_it_must(kind: str) -> None:
    assert complaints(kind, slow=False) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", sorted({case.kind for case in corpus().values() if case.slow}))
def test_the_slow_cases_do_what_they_must_with_the_default_bounds(kind: str) -> None:
    assert complaints(kind, slow=True) == []
