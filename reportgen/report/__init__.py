"""The year's figures and prose: located YAML → a report that can be checked and printed.

Knows no Word file.  In the order of the work: ``dictionary`` is what is known of each figure, ``data`` the figures, ``expressions``
and ``prose`` the sentences, ``filters`` and ``figure_filters`` the phrases said of names and of figures, ``load`` the whole,
``checks`` what a machine can find wrong, ``grades`` how grave an office wants it, ``appendix`` the table and the chart, ``schema``
the description for editors.
Nothing is imported here, so that a command that wants the filters alone does not read the rest.
"""
