"""版心 in characters: how many stand in it, and what makes them fit (GB/T 9704-2012, cl. 5.2.3).

Knows no other figure of the standard: reckoning how long a text is needs nothing else, and is done at every generate.
"""

from __future__ import annotations

LINES, CHARACTERS = 22, 28
"""Lines a page and characters a line (cl. 5.2.3, 一般)."""

CHARACTER_SPACING = -5
"""Run spacing, in twips, that lets 28 characters of 16 pt stand in 156 mm: 28 × 15.75 pt = 441.0 pt ≤ 442.2 pt (derived)."""
