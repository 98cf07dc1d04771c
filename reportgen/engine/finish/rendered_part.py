"""A rendered part in which filling may have made something wrong → its bytes as they stand in the file, and what was printed where.

Knows no data.  A part in which tags print text and nothing else does not come here: it is pieces of a valid tree with escaped text
between them.  The steps have their order: values bring paragraphs and tables of their own, which are mended with the rest; the
trace is read when everything is in its place, before numbers and columns change.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from lxml import etree

from reportgen.engine.compile.part import TemplatePart
from reportgen.engine.finish.column_repair import balance
from reportgen.engine.finish.containers import repair
from reportgen.engine.finish.trace_marks import TracedParagraph, read_trace
from reportgen.engine.finish.unique_ids import renumber
from reportgen.engine.render.printer import Rendering
from reportgen.ooxml.names import W
from reportgen.ooxml.xml_tree import DECLARATION, parse_xml

if TYPE_CHECKING:
    from reportgen.engine.finish.anchored_notes import NotesTaken
    from reportgen.engine.finish.plain_paragraphs import PlainParagraphs
    from reportgen.engine.values.render_context import RenderContext


def finish_part(
    part: TemplatePart, data: bytes, state: Rendering, context: Callable[[], RenderContext], known: PlainParagraphs | None
) -> tuple[bytes, list[TracedParagraph], Mapping[str, NotesTaken]]:
    """The part's bytes, parsed strictly, its values put in, traced and mended where that is called for; and the notes that stood
    in it.  ``context`` makes what values ask, and ``known`` are the plain paragraphs of former renderings."""
    plain = known.parted(part.name, data) if known is not None and not part.noted and not part.controlled else None
    root = parse_xml(data if plain is None else plain.rest, part.name)
    if state.values:
        from reportgen.engine.values.placement import place_values  # imported here: most reports print text alone

        homes = {f"{W}{noted.kind}": name for name, noted in part.noted.items()}
        place_values(part.name, root, state, context(), homes)
    if part.fragile:
        repair(root)
    notes: Mapping[str, NotesTaken] = {}
    if part.noted:
        from reportgen.engine.finish.anchored_notes import take_notes

        notes = take_notes(root, part.noted, state.prints if state.traced else None)
    traces = read_trace(part.name, root, state.prints, plain.marked if plain else None) if state.traced else []
    if part.delicate or state.values:
        _renumber(root, notes)
    if part.columnar:
        balance(root)
    if part.merged:
        from reportgen.engine.finish.merged_cells import mend_merges  # imported here, as above

        mend_merges(root)
    if part.controlled:
        from reportgen.engine.finish.controls import follow_texts  # imported here: few templates have content controls

        follow_texts(root)
    made = DECLARATION + etree.tostring(root, encoding="UTF-8")
    return (made if known is None or plain is None else known.joined(part.name, plain, made)), traces, notes


def _renumber(root: etree._Element, notes: Mapping[str, NotesTaken]) -> None:
    """What must be unique gets new numbers, in the notes as well, which stand beside their references for it."""
    if not notes:
        renumber(root)
        return
    from reportgen.engine.finish.anchored_notes import put_back, take_out

    put_back(notes)
    renumber(root)
    take_out(notes)
