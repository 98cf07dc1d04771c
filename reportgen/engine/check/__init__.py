"""A finished file, and the template it came from → what is wrong with it that was not wrong before.

Knows no data.  ``verify`` is the whole: ``schema`` is what an element may hold, ``shapes`` looks for what stands where it must
not, ``references`` for ids and pairs, ``leftovers`` for tags; ``faults`` makes what they find comparable, and problems of it.
"""
