"""A .docx file as parts, trees and places: what every room that reads or writes Word files stands on.

Knows no tag, no rule and no report.  ``archive`` is the zip with its limits, ``package`` the parts and how they are
related, ``strictxml`` the way from bytes to trees and back, ``names`` the vocabulary, ``locator`` where a paragraph stands
in the words of somebody who looks at the page, ``additions`` what a change adds to a package, ``runproperties`` formatting
in schema order.
"""
