"""reportgen: structured yearly inputs and a Word template → a finished report, each figure traceable to its line.

The engine alone takes four lines:

    from reportgen import Template
    template = Template.open("模板.docx")
    result = template.render({"标题": "汇报材料"})
    result.save("成品.docx")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reportgen.problem import Grade, Problem, ReportError

if TYPE_CHECKING:
    from reportgen.engine.template import Template

__version__ = "0.1.0"
__all__ = ["Grade", "Problem", "ReportError", "Template", "__version__"]


def __getattr__(name: str) -> Any:
    """``Template`` is imported when it is first asked for, so that ``reportgen --help`` starts fast."""
    if name == "Template":
        from reportgen.engine.template import Template

        return Template
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
