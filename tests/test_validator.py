"""Finished files before the Open XML SDK's validator; differentially, for a template may have findings of its own."""

from __future__ import annotations

import json
import os
import subprocess
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import drafts
import official_samples
import pytest
import value_samples
from case_files import cases, template_of
from docx_samples import body_xml, document, parts_of
from joined_files import joined

from reportgen.engine.template import Template
from reportgen.gongwen.templates import KINDS

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.validator


def findings(package: bytes, folder: Path, name: str) -> list[str]:
    """What the validator says of a file, places left out."""
    program = os.environ.get("REPORTGEN_VALIDATOR", "")
    if not Path(program).is_file():
        if os.environ.get("REPORTGEN_CI"):
            pytest.fail("REPORTGEN_VALIDATOR does not name the validator")
        pytest.skip("needs the Open XML SDK validator; name its program in REPORTGEN_VALIDATOR")
    path = folder / f"{name}.docx"
    path.write_bytes(package)
    done = subprocess.run([program, str(path)], capture_output=True, timeout=60, check=False)
    said: dict[str, Any] = json.loads(done.stdout)
    return sorted(str(error.get("description", error)) for error in said["errors"])


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_reports_are_valid(year: int, tmp_path: Path) -> None:
    last = ROOT / f"inputs/{year - 1}.yaml"
    annual = ROOT / "templates/annual"
    made = drafts.make([ROOT / f"inputs/{year}.yaml"], annual / "template.docx", annual / "fields.yaml", [last] if last.exists() else [])
    assert findings(made.package, tmp_path, "report") == []


def test_a_draft_with_gaps_is_valid(tmp_path: Path) -> None:
    text = (ROOT / "inputs/2024.yaml").read_text(encoding="utf-8").replace("研发费用投入: 7.05", "研发费用投入:")
    (tmp_path / "2024.yaml").write_text(text, encoding="utf-8")
    annual = ROOT / "templates/annual"
    made = drafts.make([tmp_path / "2024.yaml"], annual / "template.docx", annual / "fields.yaml", [ROOT / "inputs/2023.yaml"], draft=True)
    assert findings(made.package, tmp_path, "draft") == []


@pytest.mark.parametrize("margins", ["A", "B"])
@pytest.mark.parametrize("fonts", ["GB2312", "GBK"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_templates_are_valid_empty_and_filled(kind: str, margins: str, fonts: str, tmp_path: Path) -> None:
    built = KINDS[kind].build(margins, fonts)
    assert findings(built, tmp_path, "template") == []
    assert findings(official_samples.package(kind, margins, fonts), tmp_path, "filled") == []


def test_values_of_every_kind_are_valid(tmp_path: Path) -> None:
    rendered = Template.open(value_samples.template()).render(value_samples.DATA, files=value_samples.FILES, update_fields=True)
    assert rendered.problems == ()
    assert findings(rendered.package, tmp_path, "values") == []


@cache
def filled(template: str, data: str) -> bytes:
    """The file that a case makes; empty where it makes none."""
    return Template.open(template_of(template)).render(json.loads(data, parse_float=Decimal)).package


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> frozenset[bytes]:
    """The files of cases in which nothing is found where they are joined to one."""
    folder = tmp_path_factory.mktemp("joined")
    made = (filled(sections["template"], sections.get("data", "{}")) for (sections,) in (case.values for case in cases()))  # type: ignore[attr-defined]
    return frozenset().union(*(files for whole, files in joined(filter(None, made)) if findings(whole, folder, "joined") == []))


@pytest.mark.parametrize("sections", cases())
def test_filling_adds_no_finding_to_a_template(sections: dict[str, str], sound: frozenset[bytes], tmp_path: Path) -> None:
    package = filled(sections["template"], sections.get("data", "{}"))
    if not package or package in sound:
        return
    found = findings(package, tmp_path, "result")
    known = findings(template_of(sections["template"]), tmp_path, "template") if found else []
    assert [finding for finding in found if finding not in known] == []


def test_what_is_wrong_with_one_of_several_is_found_where_they_are_joined(tmp_path: Path) -> None:
    words, wrong = ("<w:p><w:r><w:t>文</w:t></w:r></w:p>", "<w:p><w:r><w:t>文</w:t><w:pPr/></w:r></w:p>")
    files = [body_xml(words), body_xml(wrong), body_xml(words * 2), document("别的", header="<w:p/>")]
    (whole, held), *others = joined(files)
    assert held == frozenset(files[:3]) and [each for _, each in others] == [frozenset(files[3:])]
    assert findings(whole, tmp_path, "joined") == findings(files[1], tmp_path, "one") != []
    assert parts_of(whole)["word/document.xml"].count("文".encode()) == 4
