"""What is wrong with a finished part, as a check says it → a fault that can be compared and told.

Knows no check.  A file is sound as a rule, and then ``package_fault`` is not even read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from reportgen.message import NOTHING, Message
from reportgen.problem import Code, Grade

if TYPE_CHECKING:
    from reportgen.engine.check.package_fault import PackageFault


def fault(
    code: Code, part: str, detail: str, message: Message, grade: Grade = Grade.ERROR, hint: Message = NOTHING, every: bool = True,
    element: etree._Element | None = None,
) -> PackageFault:  # fmt: skip
    """See ``PackageFault``."""
    from reportgen.engine.check.package_fault import PackageFault

    return PackageFault(code, part, detail, message, grade, hint, every, element)
