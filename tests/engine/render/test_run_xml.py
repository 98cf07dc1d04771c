"""Which text can stand in XML as it is."""

from __future__ import annotations

import re
import sys

from reportgen.engine.render.run_xml import is_special

_ALL = re.compile('[&<>{}"\x00-\x1f\ud800-\udfff\ufffe\uffff]')
"""What XML 1.0 (§2.2) forbids and what has to be written otherwise, looked for in all text alike."""


def test_a_printable_text_is_looked_through_for_less_and_comes_to_the_same() -> None:
    for code in range(sys.maxunicode + 1):
        assert is_special(chr(code)) is bool(_ALL.search(chr(code))), hex(code)
