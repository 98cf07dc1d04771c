"""The hostile corpus: each case does what it must, in time and memory; see ``hostile``."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import pytest
from hostile.attempts import ATTEMPTS, lacking
from hostile.case import Case
from hostile.corpus import KINDS, corpus
from hostile.running import outcomes, run_all

SOME = {"edited": 20}
"""Of the cases that are quick each tenth is run at once, of those that are pulled or compared each twentieth, chosen by its name, so
that a new case moves no other; CI runs all."""


def at_once(case: Case) -> bool:
    return not case.slow and zlib.crc32(case.name.encode()) % SOME.get(case.kind, 10) == 0


def complaints(cases: Sequence[Case]) -> list[str]:
    assert cases
    return [f"{outcome.name}: {'; '.join(outcome.wrong)}" for outcome in run_all(cases) if outcome.wrong]


def test_there_are_cases_of_every_kind() -> None:
    assert {case.kind for case in corpus().values()} == set(KINDS)
    assert len(corpus()) >= 650


def test_each_kind_of_attempt_has_three_inputs_of_our_own() -> None:
    assert list(lacking()) == []
    assert {attempt.point for attempt in ATTEMPTS} == set(range(1, 13))
    assert len({(attempt.point, attempt.what) for attempt in ATTEMPTS}) == len(ATTEMPTS) >= 45


def test_each_case_names_the_one_outcome_that_it_must_have() -> None:
    assert set(outcomes()) == set(corpus())
    assert {result for result, _, _ in outcomes().values()} == {"finished", "refused"}
    assert [name for (_, name), (result, codes, _) in outcomes().items() if result == "refused" and not codes] == []
    assert [name for (_, name), (result, _, says) in outcomes().items() if (result == "finished") is not bool(says)] == []


def test_some_hostile_cases_of_every_kind_do_what_they_must() -> None:
    some = [case for case in corpus().values() if at_once(case)]
    assert {case.kind for case in some} == set(KINDS)
    assert complaints(some) == []


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_all_the_others_do_what_they_must_with_the_default_bounds(kind: str) -> None:
    assert complaints([case for case in corpus().values() if case.kind == kind and not at_once(case)]) == []
