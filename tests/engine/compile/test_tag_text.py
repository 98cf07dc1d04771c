"""Quick looks before the patterns of a tag's inside: they hide nothing that a pattern would meet."""

from __future__ import annotations

from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.engine.compile import tag_text

PIECES = [
    *"p tr tc r - \u3000 \n if elif else end endif for endfor filter fi elseif else-if elsif endelse set raw 甲".split(" "), " ", "  ", "\t", "x",
]  # fmt: skip


def known_form(source: str) -> tuple[str, bool]:
    for pattern, known in tag_text._FORMS:
        if found := pattern.match(source):
            return known + source[found.end() :], True
    return source, False


@settings(max_examples=examples(2000), deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=6).map("".join))
def test_a_statement_of_another_language_and_a_level_apart_are_seen(inside: str) -> None:
    assert tag_text._known_form(inside.strip()) == known_form(inside.strip())
    match = tag_text._PREFIX.match(inside) or tag_text._APART.match(inside)
    assert tag_text.straighten(inside, "{%").prefix == (match.group(1) if match else "")
