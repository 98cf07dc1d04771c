"""GB/T 9704-2012: how an official document looks, as data, as blank templates, and as rules over any .docx.

Knows nothing of templates' tags beyond placing them, and nothing of reports' figures.
"""
