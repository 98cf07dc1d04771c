"""A document that a script builds with python-docx → what the engine puts in the place of a tag.

Knows python-docx's door alone.  It begins as the template without its text, so that the template's styles are there by
name, as in docxtpl.
"""

from __future__ import annotations

import io
from typing import Any
from zipfile import BadZipFile

from reportgen.compat.refusal import refused
from reportgen.engine.values.kinds import SubDocument
from reportgen.engine.values.native_body import Body
from reportgen.message import say
from reportgen.ooxml.names import W


class Subdoc:
    """Everything python-docx's ``Document`` can do, and a value for a context."""

    def __init__(self, template: bytes, file: bytes | None = None) -> None:
        from docx import Document  # imported when asked for: it costs 0.1 s

        self._own = file is not None
        try:
            self.subdocx = Document(io.BytesIO(template if file is None else file))
        except (BadZipFile, KeyError, ValueError):
            raise refused(say("子文档不是 Word 文件（.docx），打不开")) from None
        if self._own:
            return
        body = self.subdocx.element.body
        for element in [child for child in body if child.tag != W + "sectPr"]:
            body.remove(element)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name == "subdocx":
            raise AttributeError(name)
        return getattr(self.subdocx, name)

    @property
    def value(self) -> Body | SubDocument:
        """The document as it is now."""
        buffer = io.BytesIO()
        self.subdocx.save(buffer)
        return SubDocument(buffer.getvalue()) if self._own else Body(buffer.getvalue())
