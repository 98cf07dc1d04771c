"""The path of a .docx → the yearly report's template, built again in that place.

Knows no other template: the others are made by ``reportgen template new``.

    python -m reportgen.gongwen.templates templates/annual/template.docx
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen.gongwen.templates import annual_report

if __name__ == "__main__":
    Path(sys.argv[1]).write_bytes(annual_report())
