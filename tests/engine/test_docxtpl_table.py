"""``docs/docxtpl.md`` says of each thing docxtpl knows: same, better or refused; here each row is made to prove it.

A row names a case of ``cases/docxtpl.txt``, which both engines render, or a test that shows what the row says.
"""

from __future__ import annotations

import ast
import json
from pathlib import Path

import pytest
from case_files import cases, template_of
from oracle import by_docxtpl, form
from structure import nodes_of

from reportgen.engine.template import Template

ROOT = Path(__file__).parents[2]
VERDICTS = ("same", "better", "refused")


CHINESE = {"相同": "same", "更好": "better", "不予处理": "refused"}


def rows(page: str = "docxtpl.md") -> list[tuple[str, str, str]]:
    """Form, verdict, case or test of each row."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    parted = [[part.strip() for part in line.replace("\\|", "\0").strip("|").split("|")] for line in lines if line.startswith("|")]
    return [(row[0].replace("\0", "|"), row[2], row[4].strip("`")) for row in parted if len(row) == 5 and row[2] in (*VERDICTS, *CHINESE)]


def named() -> dict[str, dict[str, str]]:
    return {param.id.removeprefix("docxtpl: "): param.values[0] for param in cases("docxtpl")}  # type: ignore[attr-defined]


CASES = named()
COMPARED = [row for row in rows() if row[2] in CASES]


def filled(lines: list[str] | None) -> list[str] | None:
    return None if lines is None else [line for line in lines if line]


@pytest.mark.parametrize(("what", "verdict", "name"), COMPARED, ids=[row[2] for row in COMPARED])
def test_each_row_proves_what_it_says(what: str, verdict: str, name: str) -> None:
    sections = CASES[name]
    package, data = template_of(sections["template"]), json.loads(sections.get("data", "{}"))
    rendered = Template.open(package).render(data)
    theirs = by_docxtpl(package, data)
    if verdict == "refused":
        assert not rendered.package, what
        assert rendered.problems, what
    elif verdict == "same":
        assert filled(form(rendered.package)) == filled(theirs), what
    else:
        assert form(rendered.package) != theirs, what


def functions(name: str) -> list[ast.FunctionDef]:
    """The tests that a row names: ``engine/test_x.py::test_y``; none where there is no such file or function."""
    file, _, function = name.partition("::")
    path = ROOT / "tests" / file
    if not path.name.startswith("test_") or not path.is_file():
        return []
    return [node for node in nodes_of(path) if isinstance(node, ast.FunctionDef) and node.name == function]


def test_every_row_names_a_case_or_a_test_and_every_case_has_a_row() -> None:
    assert [name for _, _, name in rows() if name not in CASES and not functions(name)] == []
    assert set(CASES) - {name for _, _, name in rows()} == set()
    assert len(rows()) > 50


def test_every_row_that_says_same_is_run_through_both_engines() -> None:
    oracles = ("by_both(", "by_docxtpl(", "docxtpl.DocxTemplate")
    same = [(what, name) for what, verdict, name in rows() if verdict == "same" and name not in CASES]
    assert [row for row in same if not any(oracle in body for body in map(ast.unparse, functions(row[1])) for oracle in oracles)] == []


def test_the_page_in_chinese_says_the_same_of_the_same_rows() -> None:
    chinese = rows("docxtpl.zh.md")
    assert [(CHINESE[verdict], name) for _, verdict, name in chinese] == [(verdict, name) for _, verdict, name in rows()]
