"""A workspace → a page in the browser of the same machine: figures, pages, problems, and what is done with them.

Knows figures and Word only through the rooms below.  The files on the disk stay the truth: what is typed goes through the same
doors as everything that a command writes, so commands, a text editor and two tabs may work at once.  ``server`` is imported by
``reportgen open`` alone; no other command pays for it.
"""
