"""Texts and the figures in them: numbers as clerks write them, and what two texts have in common.

Knows neither YAML nor Word.  ``numbers`` reads and writes figures; ``similarity`` says how much of two texts is the same,
``diff`` what became of each sentence and what changed within it, ``suggest`` what may have been meant by an unknown word.
"""
