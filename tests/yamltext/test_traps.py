"""What clerks type by habit: each is understood and said, or refused with line, column and the line as it should be.

The cases are in ``cases/traps.txt``: the text (as a JSON string where it has signs that an editor would not show), what is read of it, and what is
told, one problem a line.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from case_files import split

from reportgen.problem import errors
from reportgen.yamltext import MappingNode, Node, Scalar, SequenceNode, parse

CASES = split(Path(__file__).parent / "cases" / "traps.txt")


def plain(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MappingNode):
        return {entry.key.text: plain(entry.value) for entry in node}
    return [plain(item) for item in node] if isinstance(node, SequenceNode) else None


def text_of(sections: dict[str, str]) -> str:
    text = sections["text"]
    return str(json.loads(text)) if text.startswith('"') and text.endswith('"') else text + "\n"


@pytest.mark.parametrize(("name", "sections"), CASES, ids=[name for name, _ in CASES])
def test_a_habit_is_understood_or_refused_with_the_corrected_line(name: str, sections: dict[str, str]) -> None:
    document, problems = parse(text_of(sections), "a.yaml")
    assert "\n".join(f"{problem.grade.value} {problem}" for problem in problems) == sections["problems"]
    assert plain(document.root) == json.loads(sections["value"])


@pytest.mark.parametrize(("name", "sections"), CASES, ids=[name for name, _ in CASES])
def test_every_refusal_shows_a_line_to_write(name: str, sections: dict[str, str]) -> None:
    for problem in errors(parse(text_of(sections), "a.yaml")[1]):
        assert "：" in problem.hint or problem.code == "Y09", problem
        assert problem.place is not None
        assert problem.place.quote()


def test_one_tab_in_a_deep_place_is_one_fault() -> None:
    text = "数据:\n  经济:\n    主要:\n\t产值: 1\n      投资: 2\n    科技:\n      专利: 3\n"
    document, problems = parse(text.replace("\t产值", "\t\t产值"), "a.yaml")
    assert [(problem.code, problem.hint) for problem in problems] == [("Y13", "左边空 6 格：产值: 1")]
    assert plain(document.root) == {"数据": {"经济": {"主要": {"产值": "1", "投资": "2"}, "科技": {"专利": "3"}}}}


@pytest.mark.parametrize(
    "value", ["'C:\\'", "'目录\\台账\\'", '"引\\"号"', '"末尾\\\\"'], ids=["single", "single twice", "double escaped", "double, backslash"]
)
def test_a_backslash_means_something_in_double_quotes_only_and_the_next_line_is_looked_at(value: str) -> None:
    text = f"来源: {value}\n出口：12.30\n"
    document, _ = parse(text, "2024.yaml")
    found = plain(document.root)
    assert isinstance(found, dict) and found.get("出口") == "12.30", found
