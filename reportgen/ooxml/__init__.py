"""A .docx file as parts, trees and places: used by every room that reads or writes Word files.

Knows no tag, no rule and no report.  ``archive`` is the zip with its limits, ``xml_tree`` the way from bytes to trees and
back, ``package`` the parts and how they are related, ``external`` what leads out of the file.  ``names`` is the vocabulary,
``locations`` tells where a paragraph stands in the words of somebody who looks at the page, ``revisions`` reads tracked
changes.  ``text_spans`` cuts runs to a span of characters, ``properties`` keeps formatting in schema order, ``additions`` is
what a change adds to a package, ``workbook`` the table inside a chart.
"""
