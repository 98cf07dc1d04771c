"""Behaviours of the engine as cases one can read; see ``cases/README.md`` for how they are written."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import docx
import pytest
from docx.table import Table
from docx.text.paragraph import Paragraph
from docx_samples import document

from reportgen.engine.template import Rendered, Template

CASES = Path(__file__).parent / "cases"


def _cases() -> list[object]:
    found: list[object] = []
    for path in sorted(CASES.glob("*.txt")):
        for chunk in path.read_text(encoding="utf-8").split("\n=== ")[1:]:
            name, _, rest = chunk.partition("\n")
            sections = dict(_sections(rest))
            assert set(sections) <= {"template", "data", "result", "problems"}, (path.name, name, set(sections))
            found.append(pytest.param(sections, id=f"{path.stem}: {name.strip()}"))
    return found


def _sections(text: str) -> list[tuple[str, str]]:
    parts = ("\n" + text).split("\n--- ")[1:]
    return [(part.partition("\n")[0].strip(), part.partition("\n")[2].strip("\n")) for part in parts]


def _template(text: str) -> bytes:
    specs: list[object] = []
    for line in text.split("\n"):
        if line.startswith("|"):
            row = [cell.split("¶") for cell in line.strip("|").split("|")]
            if specs and isinstance(specs[-1], list):
                specs[-1].append(row)
            else:
                specs.append([row])
        else:
            specs.append(line if line.startswith("# ") else tuple(("" if line == "∅" else line).split("‖")))
    return document(*specs)  # type: ignore[arg-type]


def _shown(package: bytes) -> str:
    lines: list[str] = []
    for block in docx.Document(io.BytesIO(package)).iter_inner_content():
        if isinstance(block, Paragraph):
            lines.append(block.text or "∅")
        else:
            lines += _rows(block)
    return "\n".join(lines)


def _rows(table: Table) -> list[str]:
    return ["|" + "|".join("¶".join(p.text for p in cell.paragraphs) for cell in row.cells) + "|" for row in table.rows]


def _render(sections: dict[str, str]) -> Rendered:
    data = json.loads(sections.get("data", "{}"), parse_float=Decimal)
    return Template.open(_template(sections["template"])).render(data)


@pytest.mark.parametrize("sections", _cases())
def test_a_case_gives_its_result_and_its_problems(sections: dict[str, str]) -> None:
    rendered = _render(sections)
    told = "\n".join(str(problem) for problem in rendered.problems)
    assert told == sections.get("problems", "")
    assert (_shown(rendered.package) if rendered.package else "") == sections.get("result", "")


@pytest.mark.parametrize("sections", _cases())
def test_tracing_changes_neither_the_text_nor_the_problems_of_a_case(sections: dict[str, str]) -> None:
    data = json.loads(sections.get("data", "{}"), parse_float=Decimal)
    rendered = Template.open(_template(sections["template"])).render(data, trace=True)
    assert "\n".join(str(problem) for problem in rendered.problems) == sections.get("problems", "")
    assert (_shown(rendered.package) if rendered.package else "") == sections.get("result", "")
    for paragraph in rendered.trace:
        for span in paragraph.spans:
            assert paragraph.text[span.start : span.end].replace("\n", "") == span.printed.text.replace("\n", "")
