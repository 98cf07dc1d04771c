"""A template and data → what docxtpl makes of them, and any Word file → what a reader sees in it, as lines to compare.

Knows nothing of reportgen.
"""

from __future__ import annotations

import io
import warnings
from typing import Any

import docx
from docxtpl import DocxTemplate
from jinja2 import TemplateError
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


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


def by_docxtpl(package: bytes, data: dict[str, Any], *, autoescape: bool = False) -> list[str] | None:
    """What docxtpl makes of it, as ``form`` sees it; ``None`` where it raises or makes no file that can be opened."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            made = DocxTemplate(io.BytesIO(package))
            made.render(data, autoescape=autoescape)
            buffer = io.BytesIO()
            made.save(buffer)
            return form(buffer.getvalue())
        except (TemplateError, etree.LxmlError, ValueError, TypeError, AttributeError, OSError):
            return None
