"""Any Word file → what in it departs from GB/T 9704-2012, each finding with clause, place and how to mend it.

Knows only finished files: nothing of templates, inputs or figures, so it serves documents typed by hand as well.
"""
