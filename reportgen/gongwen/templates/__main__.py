"""The path of a .docx → the yearly report's template, or with ``signed`` the one signed at its end, built again in that place.

Knows no other template: the others are made by ``reportgen template new``.

    python -m reportgen.gongwen.templates templates/annual/template.docx
    python -m reportgen.gongwen.templates templates/工作总结/template.docx signed
"""

from __future__ import annotations

import sys
from pathlib import Path

from reportgen.gongwen.templates.annual import annual_report, signed_report

if __name__ == "__main__":
    build = signed_report if sys.argv[2:] == ["signed"] else annual_report
    Path(sys.argv[1]).write_bytes(build())
