"""A Word file that departs from GB/T 9704 → a copy in which everything mechanical is set right, and what was done.

Knows the document's model and roles; decides nothing that needs a person.  ``mend`` is the whole; in its order ``structure``
replaces blanks and empty paragraphs, ``pages`` sets sections and page numbers, ``paragraphs`` layout and fonts as ``targets``
says of each role, ``words`` turns signs where that is asked for.  Layout is set directly on paragraphs and runs, in place of
what departs only, so that files without any styles are mended like files with them.

**The text stays as it is, character for character**, measured paragraph by paragraph: each paragraph that says something
says the same after mending, apart from blanks before its first word (and after the last word of a signature or date), which
were indents made of blanks and become real ones.  Empty paragraphs are layout: between paragraphs of the text they go, where
the standard wants one they come.  Only ``punctuation=True`` changes characters: half-width signs whose full-width form is
certain, and full-width digits.
"""

from __future__ import annotations

from reportgen.gongwen.fix.mend import Mended, mend

__all__ = ["Mended", "mend"]
