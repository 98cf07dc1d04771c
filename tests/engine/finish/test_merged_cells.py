"""Cells merged downwards, in tables of which conditions and loops leave out rows: no row comes under the label of other rows."""

from __future__ import annotations

from typing import Any

import pytest
from docx_samples import body_xml, parts_of
from lxml import etree

from reportgen.engine.template import Template

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DATA: dict[str, Any] = {"no": False, "yes": True, "nobody": [], "rows": [{"n": "甲", "g": 1}, {"n": "乙", "g": 2}]}


def table(*rows: str) -> str:
    """Rows of two cells, parted by ``|``: one whose first begins with ``^`` begins a merged cell, with ``.`` goes on with one."""
    merges = {"^": '<w:vMerge w:val="restart"/>', ".": "<w:vMerge/>"}
    made = ""
    for row in rows:
        cells = ""
        for words in row.split("|"):
            sign, text = (words[:1], words[1:]) if words[:1] in merges else ("", words)
            inner = table(*text[1:].split(";")) + "<w:p/>" if text.startswith("#") else f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"
            cells += f"<w:tc><w:tcPr>{merges.get(sign, '')}</w:tcPr>{inner}</w:tc>"
        made += f"<w:tr>{cells}</w:tr>"
    return f'<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w="100"/><w:gridCol w:w="100"/></w:tblGrid>{made}</w:tbl>'


def filled(*rows: str, **more: Any) -> tuple[list[str], list[str]]:
    """The first cells of the rows as ``table`` has them, and the codes that are told."""
    made = Template.open(body_xml(table(*rows) + "<w:p/>")).render(DATA | more)
    assert made.package, [str(problem.message) for problem in made.problems]
    part = parts_of(made.package)["word/document.xml"]
    assert b"merged" not in part
    found = []
    for row in etree.fromstring(part).iter(W + "tr"):
        cell = row.find(W + "tc")
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        sign = "" if merge is None else "^" if merge.get(W + "val") == "restart" else "."
        found.append(sign + "".join(text.text or "" for text in cell.iter(W + "t")))
    return found, [problem.code for problem in made.problems if problem.code == "T25"]


PARTED: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "its first row left out": (("^A|1", ".|2", "{%tr if no %}|", "^B|3", "{%tr endif %}|", ".|4", ".|5"), ["^A", ".", "^", "."]),
    "its first row printed": (("^A|1", ".|2", "{%tr if yes %}|", "^B|3", "{%tr endif %}|", ".|4", ".|5"), ["^A", ".", "^B", ".", "."]),
    "its first rows a loop over nothing": (("^A|1", ".|2", "{%tr for r in nobody %}|", "^B|3", "{%tr endfor %}|", ".|4"), ["^A", ".", "^"]),
    "its first row in a step of a loop": (
        ("{%tr for r in rows %}|", "{%tr if r.g == 1 %}|", "^{{ r.n }}|1", "{%tr endif %}|", ".|{{ r.n }}", "{%tr endfor %}|"), ["^甲", ".", "^"]),
    "either of two first rows": (("{%tr if no %}|", "^A|1", "{%tr else %}|", "^B|2", "{%tr endif %}|", ".|3"), ["^B", "."]),
    "the other of two first rows": (("{%tr if yes %}|", "^A|1", "{%tr else %}|", "^B|2", "{%tr endif %}|", ".|3"), ["^A", "."]),
    "one of two first rows, each with its condition": (
        ("{%tr if yes %}|", "^A|1", "{%tr endif %}|", "{%tr if no %}|", "^B|2", "{%tr endif %}|", ".|3"), ["^A", "."]),
    "nothing above it": (("{%tr if no %}|", "^A|1", "{%tr endif %}|", ".|2", "C|3"), ["^", "C"]),
}  # fmt: skip
WHOLE: dict[str, tuple[tuple[str, ...], list[str]]] = {
    "all of it in a condition": (("^A|1", ".|2", "{%tr if no %}|", "^B|3", ".|4", "{%tr endif %}|"), ["^A", "."]),
    "rows of it in a condition": (("^A|1", "{%tr if no %}|", ".|2", "{%tr endif %}|", ".|3"), ["^A", "."]),
    "rows of it in a loop": (("^A|1", "{%tr for r in rows %}|", ".|2", "{%tr endfor %}|", ".|3"), ["^A", ".", ".", "."]),
    "all of it in a loop": (("{%tr for r in rows %}|", "^{{ r.n }}|1", ".|2", "{%tr endfor %}|"), ["^甲", ".", "^乙", "."]),
}  # fmt: skip


@pytest.mark.parametrize("name", PARTED)
def test_a_merged_cell_that_a_block_parts_keeps_to_its_own_rows_and_is_told(name: str) -> None:
    rows, wanted = PARTED[name]
    found, told = filled(*rows)
    assert found == wanted and told


@pytest.mark.parametrize("name", WHOLE)
def test_one_that_no_block_parts_is_left_as_it_is_and_nothing_is_told(name: str) -> None:
    rows, wanted = WHOLE[name]
    assert filled(*rows) == (wanted, [])


def test_a_table_in_a_cell_has_merged_cells_of_its_own() -> None:
    inner = "#^X;{%tr for r in rows %};{%tr if r.g == 1 %};^{{ r.n }};{%tr endif %};.{{ r.g }};{%tr endfor %}"
    found, _ = filled("^A|1", f".{inner}|2", ".|3")
    assert found == ["^A", ".X甲12", "^X", "^甲", ".1", "^2", "."]
