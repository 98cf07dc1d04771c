"""A part with tags → a program that fills it, compiled once and run many times.

In the order of the work: ``lexer`` finds the tags, ``tag_text`` reads what somebody typed in them, ``paragraph_joins`` and ``cells``
take docxtpl's own tags, ``levels`` and ``blocks`` decide what repeats, ``program`` writes the Jinja program, ``part`` is the whole.
"""
