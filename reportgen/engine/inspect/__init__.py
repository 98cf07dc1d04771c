"""A template → what can be known of it before it is filled: the data that it asks for.

Knows no values and runs no program.  ``requirements`` walks the tags, and holds data against what they ask for.
"""
