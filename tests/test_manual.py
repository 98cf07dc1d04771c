"""What the manual shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from reportgen import draft, source
from reportgen.facts.prose import Sentence, say

ROOT = Path(__file__).parents[1]
MANUAL = (ROOT / "docs" / "manual.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"\| `【(.+?)】` \| (.+?) \|", MANUAL.replace("\\|", "|"))


def test_the_manual_has_an_example_of_every_kind_of_filter() -> None:
    from reportgen.facts.filters import FILTERS
    from reportgen.figures import CONVERTIBLE

    shown = {part.split("(")[0] for reference, _ in EXAMPLES for part in reference.split("|")[1:]}
    assert set(FILTERS) - set(CONVERTIBLE) - shown == {"日期"}


@pytest.mark.parametrize(("reference", "printed"), EXAMPLES)
def test_an_example_of_the_manual_prints_what_it_says(reference: str, printed: str) -> None:
    report, _ = draft.read([ROOT / "inputs/2024.yaml"], ROOT / "templates/annual/fields.yaml", [ROOT / "inputs/2023.yaml"])
    root = source.parse(f"句: 【{reference}】", "手册")[0].root
    assert isinstance(root, source.MappingNode)
    scalar = root.get("句")
    assert isinstance(scalar, source.Scalar)
    said = say(Sentence("手册", scalar, {}), report.names, draft=False)
    assert said.problems == ()
    assert str(said.text) == printed


def test_every_link_of_the_manual_leads_somewhere() -> None:
    for target in re.findall(r"\]\(([^)]+)\)", MANUAL):
        assert (ROOT / "docs" / target).exists(), target


def test_the_sample_input_of_the_manual_can_be_read() -> None:
    sample = re.search(r"```yaml\n(.*?)```", MANUAL, re.S)
    assert sample
    document, problems = source.parse(sample[1], "手册.yaml")
    assert problems == ()
    assert document.mapping is not None
