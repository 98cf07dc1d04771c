"""Word and Jinja: a .docx with tags, and data → a finished .docx, or every reason why not.

Knows no field, no year and no office; ``template.Template`` is what a caller uses.  In the order of the work, over the parts
that ``reportgen.ooxml`` opens: ``compile`` makes a program of a part with tags, ``inspect`` tells which data it asks for,
``render`` runs it and writes plain values, ``values`` writes all others (pictures, tables, charts, sub-documents), ``finish``
makes the rendered part sound and reads back what was printed where, ``check`` looks for what is wrong with the finished
file.
"""
