"""A finished Word file → its pages: as PDF, as pictures, as measures; and how long it is, without any of them.

Knows neither figures nor tags.  ``fonts`` sees to stand-ins for the office fonts, ``libreoffice`` finds LibreOffice and runs
it, ``pages`` reads where the lines of a PDF stand and makes PNG, ``measure`` holds them against GB/T 9704, and ``extent``
counts characters and reckons pages without rendering.
"""
