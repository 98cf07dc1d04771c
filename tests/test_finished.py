"""Every finished file passes our own check, opens in python-docx, comes out the same a second time, and carries over what
the template did not ask to be changed, byte for byte: the shipped years and every case of the engine."""

from __future__ import annotations

import io
import json
from decimal import Decimal
from pathlib import Path

import docx
import drafts
import pytest
from case_files import cases, template_of

from reportgen.engine.check.verify import verify
from reportgen.engine.template import Template
from reportgen.ooxml.package import Package
from reportgen.problem import errors

ROOT = Path(__file__).parents[1]
ANNUAL = ROOT / "templates/annual"


def sound(data: bytes, template: bytes) -> None:
    """Our own check of every part, and python-docx."""
    finished, own = Package.open(data), Package.open(template)
    assert [str(problem) for problem in errors(verify(finished, own, finished.names))] == []
    docx.Document(io.BytesIO(data))


def carried(data: bytes, template: bytes, written: tuple[str, ...]) -> None:
    """Parts that hold no tag are those of the template; ``written`` are those that our own program keeps."""
    finished, own = Package.open(data), Package.open(template)
    for name in own.names:
        content = own.read(name)
        has_tags = any(sign in content for sign in (b"{", "｛".encode(), b"%7B", b"%7b"))
        if name not in finished or has_tags or name in (*own.text_parts, *written):
            continue
        assert finished.read(name) == content, f"{name} was changed"


def made(year: int) -> bytes:
    last = ROOT / f"inputs/{year - 1}.yaml"
    return drafts.make([ROOT / f"inputs/{year}.yaml"], ANNUAL / "template.docx", ANNUAL / "fields.yaml", [last] if last.exists() else []).package


@pytest.mark.parametrize("year", [2022, 2023, 2024])
def test_the_shipped_years_are_sound_the_same_twice_and_carry_over_the_rest(year: int) -> None:
    template = (ANNUAL / "template.docx").read_bytes()
    first = made(year)
    assert first == made(year)
    sound(first, template)
    finished, own = Package.open(first), Package.open(template)
    for name in ("word/styles.xml", "word/fontTable.xml", "word/theme/theme1.xml"):
        if name in own:
            assert finished.read(name) == own.read(name)


@pytest.mark.parametrize("sections", cases())
def test_every_finished_case_is_sound_the_same_twice_and_carries_over_the_rest(sections: dict[str, str]) -> None:
    template = template_of(sections["template"])
    data = json.loads(sections.get("data", "{}"), parse_float=Decimal)
    rendered = Template.open(template).render(data)
    if not rendered.package:
        assert rendered.problems
        return
    assert Template.open(template).render(data).package == rendered.package
    if not set("{}") & set(sections.get("result", "")):  # signs that are meant to be printed look like leftover tags
        sound(rendered.package, template)
    carried(rendered.package, template, ("[Content_Types].xml",))
