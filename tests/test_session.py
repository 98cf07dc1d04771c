"""A session keeps the last good draft while its files change, and reads again only what changed."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from reportgen.draft import Kit
from reportgen.dry_run import trace
from reportgen.problem import ReportError
from reportgen.session import Session
from reportgen.storage.given import Given, read_given

ROOT = Path(__file__).parents[1]
ANNUAL = ROOT / "templates/annual"
YEAR, LAST = (read_given(ROOT / f"inputs/{year}.yaml") for year in (2024, 2023))


@pytest.fixture(scope="module")
def kit() -> Kit:
    return Kit.open((ANNUAL / "template.docx").read_bytes(), read_given(ANNUAL / "fields.yaml"))


def typed(old: str, new: str) -> Given:
    text = YEAR.content.decode()
    assert text.count(old) == 1
    return Given(YEAR.name, text.replace(old, new).encode())


def test_a_session_begins_with_nothing_and_makes_a_draft(kit: Kit) -> None:
    begun = Session(kit)
    made = begun.update([YEAR], [LAST])
    assert (begun.draft, begun.trace, begun.is_current) == (None, None, False)
    assert made.draft is not None and made.is_current
    assert made.draft.package == kit.make(kit.read([YEAR], kit.read([LAST])), draft=True).package
    assert made.trace is made.draft.trace


@pytest.mark.parametrize("broken", ['标题: "', "部分: [", "年度: ", "\t坏: [", "【"])
def test_while_somebody_types_the_last_good_draft_stays_and_the_problems_are_those_of_now(kit: Kit, broken: str) -> None:
    made = Session(kit).update([YEAR], [LAST])
    halfway = made.update([Given(YEAR.name, YEAR.content + f"\n{broken}\n".encode())], [LAST])
    assert halfway.draft is made.draft
    assert not halfway.is_current
    assert halfway.problems != made.problems
    again = halfway.update([YEAR], [LAST])
    assert again.is_current and again.draft is not None and made.draft is not None
    assert again.draft.package == made.draft.package


def test_what_did_not_change_is_not_read_again(kit: Kit) -> None:
    first = Session(kit).update([YEAR], [LAST])
    second = first.update([typed("自营出口: {值: 50.20", "自营出口: {值: 51.20")], [LAST])
    assert second.last is first.last
    assert second.year is not None and first.year is not None
    assert second.year.documents[0] is not first.year.documents[0]
    assert second.update([*second.year.inputs], [LAST]).year.documents[0] is second.year.documents[0]  # type: ignore[union-attr]


def test_a_gap_forbids_a_draft_without_gaps_and_not_one_that_shows_them(kit: Kit) -> None:
    gap = typed("自营出口: {值: 50.20", "自营出口: {值: ")
    assert Session(kit).update([gap], [LAST]).draft is not None
    refused = Session(kit).update([gap], [LAST], gaps=False)
    assert refused.draft is None
    assert "C01" in {problem.code for problem in refused.problems}


def test_what_was_read_is_what_the_trace_fits_whatever_is_saved_since(kit: Kit, tmp_path: Path) -> None:
    """A sentence that was deleted between two readings of one command came back on pull; there is one reading now."""
    path = tmp_path / "2024.yaml"
    path.write_bytes(YEAR.content)
    year = kit.read([read_given(path)], kit.read([LAST]))
    path.write_bytes(b"")
    made = kit.make(year)
    assert made.trace.inputs == {"2024.yaml": YEAR.digest}
    with pytest.raises(ReportError):
        kit.make(kit.read([read_given(path)], kit.read([LAST])))


def test_a_draft_and_its_problems_can_be_sent_to_another_process(kit: Kit) -> None:
    made = Session(kit).update([YEAR], [LAST])
    assert pickle.loads(pickle.dumps(made.problems)) == made.problems


def test_a_record_with_names_that_have_dots_and_brackets_leads_back_to_them(kit: Kit) -> None:
    odd = Given("a.yaml", "年度: 2024\n标题: 题\n开头: 产值【甲.乙】【丙】。\n部分:\n  - 标题: 一\n数据:\n  经济[1]:\n    丙: 5\n    甲:\n      乙: 3\n".encode())
    made = Kit.open((ANNUAL / "template.docx").read_bytes(), Given("fields.yaml", b"")).make
    found = trace(kit, kit.read([odd])).as_json()
    assert made
    assert ["数据", "经济[1]", "丙"] in [source["址"] for source in found["来源"]]
