"""A Word file and notes with their places → the same Word file with the notes as comments.

Knows no rule, no tag and no report: the marked copy for review, the findings of the format check and the faults of a template
are all written by it.  ``notes`` finds the places and sets the marks, ``comments`` writes the parts.

    notes = notes_of(problems)                                   problems become notes at their places
    notes += (Note(NoteRange("word/document.xml", 3, 7, 12), "口径：快报数"),)    an exact range of characters
    data = annotated(package, notes, Author("核稿", "核"), datetime(2024, 1, 8, 9, 0))

Text, formatting, and comments that were there stay as they are.  Word allows no comments in headers, footers, footnotes,
text boxes and properties: notes on a text box stand at the box, the others are listed in one comment at the document's
start, each with its place in words.
"""

from __future__ import annotations

from reportgen.annotate.notes import Author, Note, NoteRange, annotated, notes_of

__all__ = ["Author", "Note", "NoteRange", "annotated", "notes_of"]
