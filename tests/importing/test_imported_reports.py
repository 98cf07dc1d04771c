"""Reports of others become years that print the same text, with the roles that a person read, and with the figures of the truth tables."""

from __future__ import annotations

from pathlib import Path

import pytest
from role_tables import TABLES as ROLE_TABLES
from role_tables import found
from truth_tables import TABLES, measured, rows

from reportgen.importing.imported import ImportedYear, import_reports
from reportgen.storage.given import read_given

TEMPLATE = (Path(__file__).parents[2] / "templates" / "annual" / "template.docx").read_bytes()
MISSING = "reports of others: name their folders in REPORTGEN_SHARED_FILES, with : between"
DATED = {"source-report": 2022}
"""The year of a report that does not say it in its title."""


def imported(name: str) -> ImportedYear:
    path = found(name)
    if path is None:
        pytest.skip(MISSING)
    return import_reports([read_given(path)], TEMPLATE, None, DATED.get(name, 0)).years[0]


@pytest.mark.slow
@pytest.mark.parametrize("name", [table.stem for table in ROLE_TABLES])
def test_a_report_of_others_prints_character_for_character_what_it_was(name: str) -> None:
    year = imported(name)
    assert [str(problem.message) for problem in year.proof.problems() if problem.code != "D11"] == []  # levels of its own are told
    assert year.proof.is_equal
    assert year.proof.compared == len([line for line in year.source.lines if line])


@pytest.mark.slow
@pytest.mark.parametrize("table", TABLES, ids=[table.stem for table in TABLES])
def test_the_figures_of_a_report_are_those_that_a_person_read(table: Path) -> None:
    year = imported(table.stem)
    measure = measured(rows(table), year.figures)
    assert measure.recall >= 0.98
    assert measure.error <= 0.01
    assert all(f"【{figure.name}】" in year.text for figure in year.data)
