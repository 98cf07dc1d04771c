"""Word and Jinja: a .docx with tags, and data → a finished .docx, or every reason why not.

Knows no field, no year and no office; ``template.Template`` is the door.  The stages, in order, over the parts that
``reportgen.ooxml`` opens: ``lexer`` takes tags out of the text and leaves markers, ``structure`` pairs them and moves each
to the level at which it acts, ``program`` turns the tree into Jinja with one tag a line, ``rendering`` runs it through
one printing door, ``ledger`` reads back what was printed where, ``checking`` checks the finished file.
"""
