"""Scripts written for another engine → the same scripts over ours, after one changed import.

Knows how the engine is called and nothing of reports.  The names and the order of calls are the other engine's, so the
objects here live and change as theirs do; what they hand to the engine is plain data and values.  ``docxtpl`` is what a
script imports, ``context`` makes plain data of what it passes, ``values`` are its objects for rich text and pictures,
``subdocument`` a document that it builds, ``replacement`` exchanges pictures and files in what was made.
"""
