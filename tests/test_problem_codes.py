"""Every problem's code is documented, used, and produced by a test."""

from __future__ import annotations

import re
from pathlib import Path

from problem_table import ROOT, all_codes, english_codes, english_table, table, used_codes
from problem_words import WORDS

from reportgen.report.grades import GRADED

TESTS = {
    path: path.read_text(encoding="utf-8")
    for path in [*Path(__file__).parent.rglob("*.py"), *Path(__file__).parent.rglob("*.txt")]
    if path.name not in ("problem_table.py", "problem_words.py", "test_problem_codes.py")
}


def test_the_table_in_the_documents_is_that_of_the_code() -> None:
    assert (ROOT / "docs" / "problems.md").read_text(encoding="utf-8") == table()


def test_the_english_page_is_that_of_the_code_and_has_every_code_of_its_doors() -> None:
    """``python tests/problem_table.py --english > docs/problems.en.md`` writes it anew."""
    assert set(WORDS) == {(str(code), each.meaning) for code, each in english_codes().items()}
    assert (ROOT / "docs" / "problems.en.md").read_text(encoding="utf-8") == english_table()
    assert not re.search("[\u4e00-\u9fff]", english_table())


def test_documented_codes_are_those_used() -> None:
    assert used_codes() == set(all_codes())


def test_the_codes_that_an_office_may_grade_are_those_of_the_checks() -> None:
    assert list(GRADED) == [code for code in all_codes() if code[0] == "C"]


def test_a_test_produces_each_code() -> None:
    texts = "\n".join(TESTS.values())
    assert [code for code in all_codes() if code not in texts] == [], "no test speaks of these"


def test_each_code_has_an_example_and_its_mending() -> None:
    """The rules of GB/T 9704 say both in their example: what is wrong, and what it should be."""
    for code, entry in all_codes().items():
        assert entry.meaning, code
        assert entry.example, code
        assert entry.mend or code[0] == "G", code
        assert entry.example != entry.mend, code
