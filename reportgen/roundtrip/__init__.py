"""An edited Word file, the trace of what was printed, and the year's input → what somebody changed, and the input with it.

Knows no command line.  In the order of the work: ``base_copy`` looks for the record of a file, ``printed`` reads the trace,
``attribution`` gives every stretch its sentence (matched by ``text.diff``), ``figure_diff``, ``outline_diff`` and
``whole_parts`` make edits of it with the help of ``fragments``, ``margins`` those of headers and footers; ``edits`` are the
values.  ``rebase`` carries an edit over to the input as it is now, by ``merge``; ``outline`` tells where things stand in the
input, ``apply`` writes the edits into its text.  ``pull`` is the way through all of them.
"""
