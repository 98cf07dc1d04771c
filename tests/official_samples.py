"""Documents made of the built-in templates and their sample data."""

from __future__ import annotations

import io
from typing import Any

import docx

from reportgen.engine.template import Template
from reportgen.gongwen.signature import settle
from reportgen.gongwen.templates import KINDS
from reportgen.report.filters import FILTERS
from reportgen.yamltext.datafile import read_text


def package(kind: str, margins: str = "A", fonts: str = "GB2312", **changes: Any) -> bytes:
    """The kind's template with its sample data, some of them changed."""
    data, problems = read_text(KINDS[kind].sample, "示例.yaml")
    assert problems == ()
    rendered = Template.open(KINDS[kind].build(margins, fonts), FILTERS).render({**data, **changes})
    assert rendered.problems == ()
    return settle(rendered.package)


def filled(kind: str, **changes: Any) -> Any:
    """The same, opened by python-docx."""
    return docx.Document(io.BytesIO(package(kind, **changes)))
