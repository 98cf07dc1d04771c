"""A part with tags → a program that fills it, compiled once and run many times.

Knows no data.  In the order of the work: ``paragraph_joins`` joins what docxtpl's ``{%-`` joins, ``lexer`` takes the tags out
of the text and ``attributes`` those in attributes, ``tag_text`` reads what somebody typed in them, ``cells`` takes docxtpl's
tags about a cell, ``bounds`` refuses what no honest template has.  ``levels`` and ``blocks`` decide what repeats,
``run_splits`` cuts runs there, ``program`` writes the Jinja program, ``part`` is the whole.
"""
