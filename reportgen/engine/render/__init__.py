"""A compiled part and data → its XML, every value printed in one place.

Knows no level of Word.  ``printer`` prints the values of one rendering, ``run_xml`` writes a plain one as XML, ``budget``
bounds the work, ``loop_position`` and ``jinja_messages`` say of a fault where it is and what it is.
"""
