"""What a tag may print beyond text: rich text, pictures, tables, breaks → XML in the place of the tag, and parts.

Knows no field and no year.  A caller in Python uses it too: a value of these kinds that stands in the data prints as what it is,

    Template.open("模板.docx").render({"公章": Picture(Path("公章.png"), width=length("4厘米"))})

Charts are the template's own: ``|图表`` in their alternative text fills them.

``vocabulary`` has the filters and names by which a template makes values of plain data, ``filters`` and ``markdown`` make
them, ``base`` and ``kinds`` are the values.  ``placement`` puts them into the tree of a rendered part, ``value_xml`` says
what their XML is; ``subdocument`` and ``native_body`` do so for other Word files, ``picture_placeholders`` for pictures of
the template, ``charts`` and ``chart_parts`` for its charts.  These ask ``render_context``, which lives as long as one
rendering: ``files`` reads what the caller allows, ``images`` tells what a picture is, ``available_space`` how much room there
is, ``style_names`` finds styles; ``list_numberings`` and ``list_restarts`` let lists begin anew.  The kinds are imported when
first asked for: most reports print text alone, and a command should start at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.engine.values.base import Break, Value
    from reportgen.engine.values.kinds import (
        Blocks,
        Look,
        Paragraph,
        Picture,
        Rich,
        Run,
        SubDocument,
        Table,
        length,
        plain,
    )

__all__ = ["Blocks", "Break", "Look", "Paragraph", "Picture", "Rich", "Run", "SubDocument", "Table", "Value", "length", "plain"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    home = "base" if name in ("Break", "Value") else "kinds"
    return getattr(import_module(f"{__name__}.{home}"), name)
