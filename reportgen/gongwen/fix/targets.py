"""A role → how the standard wants such a paragraph set, as values to write.

Knows no file.  Roles that are not here (letterhead, imprint, captions) are left to a person: their place on the page depends on
one another.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportgen.gongwen.document.model import DocParagraph, Role
from reportgen.gongwen.signature import ONE, right_indents, width
from reportgen.gongwen.standard import SIZE_2, SIZE_3


@dataclass(frozen=True, slots=True)
class Wanted:
    """Font class, size in half-points, alignment, indents in hundredths of a character (``first`` negative for hanging),
    ``title`` for the title's line pitch, ``plain`` if it must not be bold, outline level, whether it begins a page."""

    font: str
    size: int = SIZE_3
    align: str = "both"
    first: int = 0
    left: int = 0
    right: int = 0
    title: bool = False
    plain: bool = False
    outline: int = 9
    new_page: bool = False


_TITLE = Wanted("小标宋", SIZE_2, "center", title=True, plain=True)
WANTED: dict[Role, Wanted] = {
    Role.TITLE: _TITLE,
    Role.SUBTITLE: Wanted("楷体", align="center"),
    Role.BYLINE: Wanted("楷体", align="center"),
    Role.BRACKET_DATE: Wanted("楷体", align="center"),
    Role.MEETING: Wanted("楷体", align="center"),
    Role.RECIPIENT: Wanted("仿宋"),
    Role.SALUTATION: Wanted("仿宋"),
    Role.LEVEL_1: Wanted("黑体", first=200, plain=True, outline=0),
    Role.LEVEL_2: Wanted("楷体", first=200, plain=True, outline=1),
    Role.LEVEL_3: Wanted("仿宋", first=200),
    Role.LEVEL_4: Wanted("仿宋", first=200),
    Role.BODY: Wanted("仿宋", first=200),
    Role.ANNEX_NOTE: Wanted("仿宋", first=-300, left=500),
    Role.ANNEX_NOTE_MORE: Wanted("仿宋", first=-100, left=600),
    Role.SIGNATURE: Wanted("仿宋", align="right"),
    Role.DATE: Wanted("仿宋", align="right"),
    Role.REMARK: Wanted("仿宋", first=200),
    Role.ANNEX: Wanted("黑体", new_page=True),
    Role.ANNEX_TITLE: replace(_TITLE, plain=False),
}
"""What each role wants (the clauses are in ``standard.PROVISIONS``)."""


def closing_indents(signatures: list[DocParagraph], dated: DocParagraph) -> dict[int, int]:
    """Right indents, in hundredths of a character, of the lines of a signature and its date (cl. 7.3.5.2), by ``id``."""
    date = width(dated.words)
    if not signatures:
        return {id(dated): 200}
    found = {id(each): round(right_indents(width(each.words), date)[0] * 100 / ONE) for each in signatures}
    found[id(dated)] = round(right_indents(width(signatures[-1].words), date)[1] * 100 / ONE)
    return found
