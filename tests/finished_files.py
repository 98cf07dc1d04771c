"""A template and data → the parts of the finished file, for tests that look into it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Any

import docx
from docx_samples import parts_of
from lxml import etree

from reportgen.engine.template import Template

MAIN = "word/document.xml"


def filled(template: bytes, data: Mapping[str, Any] | None = None, **more: Any) -> dict[str, bytes]:
    """The parts of a finished file that has no problem and opens in python-docx."""
    rendered = Template.open(template).render(data or {}, **more)
    assert rendered.problems == ()
    docx.Document(io.BytesIO(rendered.package))
    return parts_of(rendered.package)


def tree(parts: Mapping[str, bytes], name: str = MAIN) -> Any:
    """The tree of a part."""
    return etree.fromstring(parts[name])


def refused(template: bytes, data: Mapping[str, Any] | None = None, **more: Any) -> list[str]:
    """The problems of a rendering that gives no file."""
    rendered = Template.open(template).render(data or {}, **more)
    assert rendered.package == b""
    return [str(problem) for problem in rendered.problems]


def targets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """The relationships of a part."""
    folder, _, stem = name.rpartition("/")
    root = etree.fromstring(parts[f"{folder}/_rels/{stem}.rels"])
    return {line.get("Id", ""): line.get("Target", "") for line in root}
