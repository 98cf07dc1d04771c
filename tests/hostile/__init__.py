"""Hostile files built by code → what the program must make of each; run in a child process, within time and memory.

``case`` is what a case is; ``packages``, ``templates``, ``data``, ``edited`` and ``tables`` build them; ``corpus`` is all
of them; ``running`` runs them.  ``python tests/hostile_table.py`` prints the table.
"""
