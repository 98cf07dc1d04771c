"""The model of a report: what a year's input may hold, where each of its sentences and figures stands, and one walk over it.

Knows no Word file and no figure.  ``grammar`` declares the keys once, as data; ``address`` is the place of a sentence, a
section or a figure; ``walk`` goes over an input as the grammar says.  The reader, the editors' schema, the outline of the way
back, the marks of a new year, the comparison, the writers and the manual's table of keys are derived from these three.
"""
