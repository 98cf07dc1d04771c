"""YAML as clerks write it: understood, or refused in a sentence that names line and column and shows what to write."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.problem import Grade, TextPlace
from reportgen.yamltext import MAX_BYTES, MappingNode, Node, Scalar, SequenceNode, parse
from reportgen.yamltext.read import read


def plain(node: Node | None) -> object:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, MappingNode):
        return {entry.key.text: plain(entry.value) for entry in node}
    return [plain(item) for item in node] if isinstance(node, SequenceNode) else None


def told(text: str) -> list[str]:
    return [f"{problem.grade.value} {problem}" for problem in parse(text, "a.yaml")[1]]


@pytest.mark.parametrize("value", ["3.10", "0123", "12:30", "no", "1,234", "12.5%", "近300", "１２３", "2024-02-30", "1e5", "0x1F", "~", "无", "=", "“引”"])
def test_a_value_is_the_text_that_was_written(value: str) -> None:
    document, problems = parse(f"数: {value}\n", "a.yaml")
    assert plain(document.root) == {"数": value}
    assert problems == ()


@pytest.mark.parametrize(
    ("text", "value", "expected"),
    [
        ("? [甲, 乙]\n: 1\n", {}, ["错误 [Y10] a.yaml 第1行第3列：名称只能是一个词，不能是一组内容（写成“名称: 值”；值里的花括号要加引号）"]),
        ("甲: \x07\n", None, ["错误 [Y05] a.yaml 第1行第4列：这里有看不见的控制字符（U+0007）（删去这个字符）"]),
        ("[" * 50 + "]" * 50, None, ["错误 [Y06] a.yaml 第1行第50列：括号或层次套得太深（最多 40 层）"]),
        ("- ? " * 30 + "甲\n", None, ["错误 [Y06] a.yaml 第1行第1列：括号或层次套得太深（最多 40 层）"]),
    ],
)  # fmt: skip
def test_what_no_clerk_writes_is_refused(text: str, value: object, expected: list[str]) -> None:
    assert told(text) == expected
    assert plain(parse(text, "a.yaml")[0].root) == value


@pytest.mark.parametrize(
    "text",
    [
        "正文:\n  - 街道在*市：做到了很多事情，成绩优异。\n",
        "正文:\n  - 我们坚持三个导向：目标导向、问题导向、结果导向。\n",
        "开头: 我们说：“好：坏”，【甲】。\n",
        "说明: |\n  键：值\n  \t制表符\n  * 星\n",
        "说明: >\n  甲：乙\n  丙\n",
        "引: '甲：乙\n  丙:丁'\n",
        '引: "*"\n',
        "# 注：释\n甲: 1 # 尾：注\n",
        "时间: 12:30\n",
        "网址: http://a/b\n",
        "总起: [坚持把发展作为第一要务，完成产值98.60亿元，同比增长6.2%。]\n",
        "企业: {值: 1, 备注: 因停产，有所下降}\n",
    ],
)
def test_honest_prose_is_not_taken_for_a_habit(text: str) -> None:
    assert told(text) == []


def test_a_hash_after_a_figure_or_a_whole_sentence_is_a_note() -> None:
    assert told("开头: 我们做到了全面覆盖。  # 旁注\n数: 12.5  # 快报数\n名单: [甲乙丙丁戊己庚辛, 乙]  # 注\n") == []


def test_an_alias_cannot_be_made_so_there_are_no_bombs() -> None:
    document, problems = parse("a: &x\n  - 1\nb: [*x, *x]\n", "a.yaml")
    assert plain(document.root) == {"a": "&x - 1", "b": ["*x", "*x"]}
    assert {problem.code for problem in problems} == {"Y16", "Y09"}


def test_a_file_is_read_in_the_encodings_of_clerks(tmp_path: Path) -> None:
    for name, data, encoding, codes in [
        ("utf8", "甲: 乙\n".encode(), "utf-8", []),
        ("bom", b"\xef\xbb\xbf" + "甲: 乙\n".encode(), "utf-8-sig", []),
        ("gbk", "甲: 乙\n".encode("gb18030"), "gb18030", ["Y03"]),
        ("utf16", "甲: 乙\n".encode("utf-16"), "utf-16", ["Y03"]),
        ("broken", b"\x81\xff\xff: 1\n", "utf-8", ["Y04"]),
    ]:
        path = tmp_path / f"{name}.yaml"
        path.write_bytes(data)
        document, problems = read(path)
        assert document.encoding == encoding
        assert [problem.code for problem in problems][:1] == codes
        if name != "broken":
            assert plain(document.root) == {"甲": "乙"}
    crlf = tmp_path / "crlf.yaml"
    crlf.write_bytes("甲: 乙\r\n丙:\r\n".encode())
    document, problems = read(crlf)
    assert (document.newline, plain(document.root), problems) == ("\r\n", {"甲": "乙", "丙": ""}, ())


def test_a_missing_and_an_immense_file_are_told(tmp_path: Path) -> None:
    assert [str(problem) for problem in read(tmp_path / "没有.yaml")[1]] == ["[Y01] 没有这个文件：没有.yaml（请核对文件名和位置）"]
    huge = tmp_path / "大.yaml"
    huge.write_bytes(b"a: 1\n" * (MAX_BYTES // 5 + 1))
    assert [problem.code for problem in read(huge)[1]] == ["Y02"]


def test_deep_blocks_are_refused_and_harm_nothing() -> None:
    assert {problem.code for problem in parse("\n".join(" " * depth + "a:" for depth in range(900)), "a.yaml")[1]} == {"Y06"}


LONG = {
    "a year": lambda count: "".join(f"数据{number}:\n  经济:\n    出口: {{值: 12.30, 口径: 快报数}}\n    企业: [甲厂, 乙厂]  # 注\n" for number in range(count // 12)),
    "a long list": lambda count: "甲: [" + "乙丙, " * count + "丁]\n",
    "a long line": lambda count: "甲: " + "乙" * count * 8 + "\n",
    "full-width colons": lambda count: "\n".join(f"键{number}：{number}" for number in range(count)),
    "faults on every line": lambda count: "\n".join(f"键{number}: 甲: 乙" for number in range(count)),
    "stars": lambda count: "甲: [" + "*, " * count + "]\n",
    "a quote without end": lambda count: '甲: "' + "乙\n" * count,
}


_NAMES = itertools.count()


@pytest.mark.slow
@pytest.mark.parametrize("make", LONG.values(), ids=LONG.keys())
def test_four_times_the_text_costs_no_more_than_some_four_times(make: Callable[[int], str]) -> None:
    """Whatever is in it: a reader that looks back over what it has read would take sixteen times as long."""
    short, long = make(10_000), make(40_000)
    assert any(cost(long) < 8 * cost(short) for _ in range(4))


def cost(text: str) -> float:
    """The processor time of reading a text for the first time: one that was read before is remembered by its name and words."""
    name = f"{next(_NAMES)}.yaml"
    begin = time.process_time()
    document, problems = parse(text, name)
    assert document.root is not None or problems
    return time.process_time() - begin


def test_a_character_that_yaml_forbids_is_told() -> None:
    assert [problem.code for problem in parse("甲: \x80\n", "a.yaml")[1]] == ["Y22", "Y07"]


@settings(max_examples=examples(300), deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_tree_or_problems_with_places(text: str) -> None:
    document, problems = parse(text, "a.yaml")
    for problem in problems:
        assert problem.place is None or isinstance(problem.place, TextPlace)
        assert problem.message
    assert document.text == text


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.sampled_from(["甲", ": ", ":", "：", "\n", "  ", "- ", "*", "\t", "“", "'", '"', "|", "[", "]", "{", "}", ",", "#", "1.50", "&", "!"]), max_size=30))
def test_any_mixture_of_signs_gives_a_tree_or_problems(parts: list[str]) -> None:
    document, problems = parse("".join(parts), "a.yaml")
    assert document is not None
    assert all(problem.grade in Grade for problem in problems)


@settings(max_examples=examples(100), deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_can_be_a_file(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.yaml"
    path.write_bytes(data)
    document, problems = read(path)
    assert document.file == "a.yaml"
    assert all(problem.message for problem in problems)


def test_a_workbook_is_not_to_be_saved_from_notepad(tmp_path: Path) -> None:
    for data in (b"PK\x03\x04\x14\x00\x00", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        path = tmp_path / "2025.yaml"
        path.write_bytes(data)
        document, (problem,) = read(path)
        assert document.root is None and problem.code == "Y04"
        assert "Excel" in str(problem.message) and "不要用记事本" in str(problem.hint)
    path.write_bytes("PK: 甲\n".encode())
    assert read(path)[1] == ()
