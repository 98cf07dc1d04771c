"""reportgen: structured yearly inputs and a Word template → a finished report, each figure traceable to its line.

The engine alone takes four lines:

    from reportgen import Template
    template = Template.open("模板.docx")
    result = template.render({"标题": "汇报材料"})
    result.save("成品.docx")
"""

from __future__ import annotations

TYPE_CHECKING = False  # as in typing, which takes its time to import
if TYPE_CHECKING:
    from reportgen.engine.template import Template
    from reportgen.problem import Grade, Problem, ReportError

__version__ = "0.1.0"
__all__ = ["Grade", "Problem", "ReportError", "Template", "__version__"]


def __getattr__(name: str) -> object:
    """The names are imported when they are first asked for, so that ``reportgen --help`` starts fast, and Ctrl-C is heard
    by ``__main__`` from the first."""
    if name == "Template":
        from reportgen.engine.template import Template

        return Template
    if name in __all__:
        from reportgen import problem

        return getattr(problem, name)
    raise AttributeError(f"module 'reportgen' has no attribute {name!r}")
