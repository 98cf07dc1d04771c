"""``docs/docxtpl.md`` says of each thing docxtpl knows: same, better or refused; here each row is made to prove it.

A row names a case of ``cases/docxtpl.txt``, which both engines render, or a test that shows what the row says.
"""

from __future__ import annotations

import ast
import io
import json
import warnings
from pathlib import Path
from typing import Any

import docx
import pytest
from case_files import cases, template_of
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

from reportgen.engine.template import Template
from reportgen.word.names import W

ROOT = Path(__file__).parents[2]
VERDICTS = ("same", "better", "refused")


def rows() -> list[tuple[str, str, str]]:
    """Form, verdict, case or test of each row."""
    lines = (ROOT / "docs/docxtpl.md").read_text(encoding="utf-8").splitlines()
    parted = [[part.strip() for part in line.replace("\\|", "\0").strip("|").split("|")] for line in lines if line.startswith("|")]
    return [(row[0].replace("\0", "|"), row[2], row[4].strip("`")) for row in parted if len(row) == 5 and row[2] in VERDICTS]


def named() -> dict[str, dict[str, str]]:
    return {param.id.removeprefix("docxtpl: "): param.values[0] for param in cases("docxtpl")}  # type: ignore[attr-defined]


CASES = named()
COMPARED = [row for row in rows() if row[2] in CASES]


def form(package: bytes) -> list[str]:
    """What a reader sees: the text of each paragraph, breaks in it, and of each cell its span, merge and colour."""
    seen: list[str] = []
    for element in docx.Document(io.BytesIO(package)).element.body.iter(W + "p", W + "tc", W + "tblGrid"):
        if element.tag == W + "tblGrid":
            seen.append(f"columns {len(element)}")
        elif element.tag == W + "tc":
            found = [element.find(f"{W}tcPr/{W}{name}") for name in ("gridSpan", "vMerge", "shd")]
            said = [None if one is None else one.get(W + "val") if one.tag != W + "shd" else one.get(W + "fill") for one in found]
            seen.append(f"cell {said}")
        else:
            seen.append("".join(_character(node) for node in element.iter(W + "t", W + "tab", W + "br") if not _tab_stop(node)))
    return seen


def _tab_stop(node: etree._Element) -> bool:
    return node.getparent().tag == W + "tabs"  # type: ignore[union-attr]


def _character(node: etree._Element) -> str:
    if node.tag == W + "t":
        return node.text or ""
    return "\t" if node.tag == W + "tab" else "\f" if node.get(W + "type") == "page" else "\n"


def by_docxtpl(package: bytes, data: dict[str, Any]) -> list[str] | None:
    """What docxtpl makes of it with its defaults; ``None`` where it raises or makes no file that can be opened."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = DocxTemplate(io.BytesIO(package))
            made.render(data)
            buffer = io.BytesIO()
            made.save(buffer)
            return form(buffer.getvalue())
        except (TemplateError, etree.LxmlError, ValueError, TypeError, AttributeError, OSError):
            return None


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


def test_every_row_names_a_case_or_a_test_and_every_case_has_a_row() -> None:
    tests = {
        f"{path.relative_to(ROOT / 'tests')}::{node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef)
    }
    assert [name for _, _, name in rows() if name not in CASES and name not in tests] == []
    assert set(CASES) - {name for _, _, name in rows()} == set()
    assert len(rows()) > 50
