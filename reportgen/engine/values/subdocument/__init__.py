"""Another Word file → its body in the place of a tag, with the styles, numberings, pictures, charts and notes it needs.

Knows no tags: ``read`` opens the file a value names, ``body`` makes the elements, ``resources`` gives what they refer to its
ids.  Where both files have a style of one name the template's is taken, as Word does when it inserts a file; everything else
that could clash gets a new id.
"""
