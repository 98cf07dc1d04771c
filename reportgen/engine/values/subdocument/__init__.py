"""Another Word file → its body in the place of a tag, with the styles, numberings, pictures, charts and notes it needs.

Knows no tags: ``body`` is the door.  Where both files have a style of one name the template's is taken, as Word does when
it inserts a file; everything else that could clash gets a new id.
"""
