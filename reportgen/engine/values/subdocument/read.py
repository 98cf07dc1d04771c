"""A value that names a sub-document → its elements, read from where the caller allows, each file once.

Knows no XML.  The file is read like a template (size, zip bombs, macros, passwords); what is wrong is told at the tag.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from lxml import etree

from reportgen.engine.values.base import Unusable
from reportgen.engine.values.files import R06, FileKind, bounded, read_allowed, read_path
from reportgen.engine.values.kinds import SubDocument
from reportgen.engine.values.render_context import MAX_PICTURES, RenderContext
from reportgen.engine.values.subdocument.body import MAX_ELEMENTS, Carrier
from reportgen.message import say
from reportgen.message.phrases import Clause
from reportgen.ooxml.package import Package
from reportgen.problem import ReportError


def carried(
    value: SubDocument, context: RenderContext, part: str, home: etree._Element, literals: set[str]
) -> list[etree._Element]:
    """The elements for a place in the tree ``home`` of a part; raises ``Unusable`` (R06 for the file, R07 for what is in it)."""
    source = value.source
    key = hashlib.sha256(source).digest() if isinstance(source, bytes) else (type(source), source)
    if key not in context.carriers:
        context.carriers[key] = _read(source, context)
    elements = context.carriers[key].drawn(part, home, literals)
    context.carried += sum(1 for element in elements for _ in element.iter())
    if context.carried > MAX_ELEMENTS:
        raise Unusable(say("子文档放进来的内容太多"), R06, say("减少循环的次数，或者把子文档分开"))
    return elements


def _read(source: bytes | Path | str, context: RenderContext) -> Carrier:
    name: str = FileKind.SUBDOCUMENT.word
    if isinstance(source, bytes):
        data = bounded(source, name, FileKind.SUBDOCUMENT)
    elif isinstance(source, Path):
        name, data = source.name, read_path(source, FileKind.SUBDOCUMENT)
    else:
        name, data = source, read_allowed(source, context.files, FileKind.SUBDOCUMENT)
    context.used += len(data)
    if context.used > MAX_PICTURES:
        raise Unusable(
            say("图片和子文档合起来超过了 {limit_mb}MB", limit_mb=MAX_PICTURES // 1024 // 1024),
            R06,
            say("请先把图片压缩"),
        )
    try:
        return Carrier(Package.open(data), context.additions)
    except ReportError as fault:
        first = fault.problems[0]
        message = say("子文档“{file}”不能用：{reason}", file=name, reason=Clause(first.message))
        raise Unusable(message, R06, first.hint) from None
