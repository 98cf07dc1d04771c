"""A .docx → the document as it is seen (sections, paragraphs, runs, tables with effective values), each paragraph with its role.

Knows nothing of rules, templates, inputs or figures, so it reads documents typed by hand as well.  In the order of the work:
``properties`` makes flat values of ``w:pPr`` and ``w:rPr``, ``styles`` lays styles over defaults, ``numbering`` gives the
automatic numbers, ``effective`` is what holds for a paragraph and its runs, ``open`` puts the whole together, ``model`` is
what comes of it, ``roles`` tells title, level, body, signature and so on apart.
"""
