"""Behaviours of the engine as cases one can read; see ``cases/README.md`` for how they are written."""

from __future__ import annotations

import io
import json
from decimal import Decimal

import docx
import pytest
from case_files import cases, template_of
from docx.table import Table
from docx.text.paragraph import Paragraph

from reportgen.engine.template import Rendered, Template


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
    return Template.open(template_of(sections["template"])).render(data)


@pytest.mark.parametrize("sections", cases())
def test_a_case_gives_its_result_and_its_problems(sections: dict[str, str]) -> None:
    rendered = _render(sections)
    told = "\n".join(str(problem) for problem in rendered.problems)
    assert told == sections.get("problems", "")
    assert (_shown(rendered.package) if rendered.package else "") == sections.get("result", "")


@pytest.mark.parametrize("sections", cases())
def test_tracing_changes_neither_the_text_nor_the_problems_of_a_case(sections: dict[str, str]) -> None:
    data = json.loads(sections.get("data", "{}"), parse_float=Decimal)
    rendered = Template.open(template_of(sections["template"])).render(data, trace=True)
    assert "\n".join(str(problem) for problem in rendered.problems) == sections.get("problems", "")
    assert (_shown(rendered.package) if rendered.package else "") == sections.get("result", "")
    for paragraph in rendered.trace:
        for span in paragraph.spans:
            assert paragraph.text[span.start : span.end].replace("\n", "") == span.printed.text.replace("\n", "")
