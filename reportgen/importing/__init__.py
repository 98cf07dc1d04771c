"""An old report (.docx, plain text) → this office's year: input, dictionary, and the proof that the year prints the same text.

Knows no folder and no command.  ``source`` reads the file, ``sections`` makes the tree of the report, ``figures`` and ``names`` say
which numbers are data and what they are called, ``year_text`` and ``dictionary_text`` write them down, ``proof`` holds what is
printed against what was read, and ``imported`` is the door.  What was read is never mended in silence: what cannot be carried over
stays as text, or is told with its place.
"""
