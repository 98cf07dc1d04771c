"""What may stand in XML as it is."""

from __future__ import annotations

import re

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.engine.render.run_xml import is_plain

SPECIAL = re.compile(r'[&<>{}"\\\x00-\x1f\ud800-\udfff\ufffe\uffff]')


@settings(max_examples=examples(2000), deadline=None)
@given(st.text(st.sampled_from("甲a1 ，&<>{}\"'\\\n\t\a\x00\x7f\x85\u3000\u00a0\u200b\ud800\udfff\ufffe\uffff😀\ue000"), max_size=6))
def test_a_text_is_plain_where_no_sign_of_it_is_special(text: str) -> None:
    assert is_plain(text) == (SPECIAL.search(text) is None)


@pytest.mark.parametrize("plane", range(17))
def test_each_character_by_itself(plane: int) -> None:
    for code in range(plane * 0x10000, (plane + 1) * 0x10000, 1 if plane == 0 else 257):
        assert is_plain(chr(code)) == (SPECIAL.search(chr(code)) is None)
