"""GB/T 9704-2012: how an official document looks, as data, as rules over any .docx, as corrections, and as blank templates.

Knows nothing of tags beyond placing them in templates, and nothing of reports' figures.  ``standard`` is the standard as data;
``document`` reads a .docx as it is seen; ``rules`` holds it against the standard, ``lint`` is the verdict of all rules, ``fix``
corrects what needs no person.  ``templates`` makes blank templates (``wordml`` writes their XML), ``signature`` sets 署名 and 日期
in what was filled in, ``substitute_fonts`` names free fonts for the office fonts.
"""
