"""A rendered part → the same part, sound, and what was printed where in it.

Knows nothing of tags.  ``containers`` fills what loops left empty, ``trace_marks`` takes the marks of the trace out and tells
what stood between them, ``unique_ids`` gives repeated things ids of their own, ``column_repair`` the columns of a table their
widths, ``notes`` repeated references notes of their own; ``unused_parts`` takes parts out of the package that nothing leads
to any more.
"""
