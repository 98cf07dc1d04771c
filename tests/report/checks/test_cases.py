"""The checks on readable cases; how a case is written is in ``cases/README.md``."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from case_files import split

from reportgen import yamltext
from reportgen.problem import Grade, errors
from reportgen.report import checks
from reportgen.report.checks import CHECKS, FORBIDDING, Subject, check, forbidden
from reportgen.report.dictionary import Dictionary
from reportgen.report.grades import GRADED
from reportgen.report.load import Report, read_report
from reportgen.yamltext.read import read

CASES = Path(__file__).parents[1] / "cases"
DICTIONARY, _ = Dictionary.read(read(CASES / "dictionary.yaml")[0])
FOUND = [(name, sections) for path in sorted(CASES.glob("*.txt")) for name, sections in split(path)]
YEAR = "\n年度: {year}\n标题: 示例汇报材料\n说明: 示例\n开头: 一年来。\n部分:\n  - 标题: 稳增长\n    总起: 我们努力。\n    小节:\n      - 话题: 推进产业\n        正文:\n{prose}\n数据:\n{data}\n"


def year(number: int, data: str, prose: str, last: Report | None = None) -> Report:
    lines = "\n".join(f"          - {line}" for line in prose.split("\n"))
    document, problems = yamltext.parse(YEAR.format(year=number, prose=lines, data=data), f"{number}.yaml")
    report, found = read_report([document], DICTIONARY, last)
    assert {problem.code for problem in (*problems, *found)} <= {"F04", "F06", "F07"}, "how a figure was typed is told where it is read"
    return report


@pytest.mark.parametrize(("name", "sections"), FOUND, ids=[name for name, _ in FOUND])
def test_a_check_finds_what_its_case_says_and_nothing_else(name: str, sections: dict[str, str]) -> None:
    last = None
    if "last data" in sections:
        last = year(2023, sections["last data"], sections.get("last prose", "好。"))
    report = year(2024, sections["data"], sections["prose"], last)
    subject = Subject.of(report)
    assert forbidden(report, subject.said) == list(errors(check(subject))), "who asks of errors alone is told all of them"
    found = [f"{problem.grade.value} {problem}" for problem in check(Subject.of(report)) if problem.code != "C02"]
    assert "\n".join(sorted(found)) == "\n".join(sorted(sections["problems"].split("\n")))


def test_every_check_has_a_case_that_passes_and_one_that_fails() -> None:
    failing = {code for _, sections in FOUND for code in re.findall(r"\[(C\d\d)\]", sections["problems"])}
    passing = {code for name, sections in FOUND for code in re.findall(r"C\d\d", name) if code not in sections["problems"]}
    told_elsewhere = {"C02", "C61"}  # C61 takes a sentence of 121 figures: test_crowds.py
    assert set(GRADED) - failing == told_elsewhere
    assert failing - passing == {"C03", "C05", "C10", "C24", "C40"}, "their passing cases are all the other cases"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_check_says_its_code_why_it_is_there_and_an_example(check: object) -> None:
    words = check.__doc__ or ""
    assert words[:3] in GRADED
    assert "Why:" in words
    assert "Example:" in words


def test_the_checks_that_find_errors_are_those_in_whose_modules_errors_are() -> None:
    """Somebody who adds an error to another check finds here that it has to stand in ``FORBIDDING``."""
    folder = Path(checks.__file__).parent
    with_errors = {path.stem for path in folder.glob("*.py") if path.stem != "__init__" and "Grade.ERROR" in path.read_text(encoding="utf-8")}
    asked = {check.__module__.rsplit(".", 1)[-1] for check in FORBIDDING}
    assert not [path.stem for path in folder.glob("*.py") if path.stem in asked | with_errors and "subject.last" in path.read_text(encoding="utf-8")]
    assert with_errors == {"presence", "directions", "units", "judgements"}
    assert asked == {"presence", "directions", "units", "changes"}, "changes says what judgements finds"


def test_where_somebody_makes_an_error_of_a_code_all_checks_are_asked() -> None:
    report = year(2024, "  经济: {研发: 7.05}", "好。")
    subject = Subject.of(report)
    told = {problem.code for problem in check(subject) if problem.code != "C02"}
    assert told
    assert forbidden(report, subject.said) == []
    for code in told:
        assert {problem.code for problem in forbidden(report, subject.said, {code: Grade.ERROR})} == {code}
    assert forbidden(report, subject.said, dict.fromkeys(GRADED)) == []
