"""YAML as clerks write it: understood, or refused in a sentence that names line and column and shows what to write."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.problem import Grade, TextPlace
from reportgen.source import MAX_BYTES, MappingNode, Node, Scalar, SequenceNode, parse, read


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
        ("罚款: *\n", {"罚款": "*"}, ["说明 [Y16] a.yaml 第1行第5列：“*”没有加引号，已读作“脱敏”（写成 \"*\" 更稳妥）"]),
        ("名单: [甲, *, 乙]\n", {"名单": ["甲", "*", "乙"]}, ["说明 [Y16] a.yaml 第1行第9列：“*”没有加引号，已当作文字读取（写成 \"*, 乙\" 更稳妥）"]),
        ("罚款金额：12.5\n税: 1\n", {"罚款金额": "12.5", "税": "1"}, ["错误 [Y14] a.yaml 第1行第5列：“罚款金额：12.5”用了中文冒号“：”（改成英文冒号加空格：罚款金额: 12.5）"]),
        ("罚款金额:12.5\n税: 1\n", {"罚款金额": "12.5", "税": "1"}, ["错误 [Y15] a.yaml 第1行第5列：“罚款金额:12.5”的冒号后面缺一个空格（改成：罚款金额: 12.5）"]),
        ("数据:\n\t税: 1\n", {"数据": {"税": "1"}}, ["错误 [Y13] a.yaml 第2行第1列：缩进用了制表符（Tab 键）（改用空格：税: 1）"]),
        ("税: 1\n税: 2\n", {"税": "1"}, ["错误 [Y11] a.yaml 第2行第1列：“税”写了两次，第一次在第1行（删去一处，或改正名称）"]),
        ("名: @甲\n", {"名": "@甲"}, ["说明 [Y16] a.yaml 第1行第4列：“@”没有加引号，已当作文字读取（写成 \"@甲\" 更稳妥）"]),
        ("名: %甲\n", {"名": "%甲"}, ["说明 [Y16] a.yaml 第1行第4列：“%”没有加引号，已当作文字读取（写成 \"%甲\" 更稳妥）"]),
        ("名: `甲`\n", {"名": "`甲`"}, ["说明 [Y16] a.yaml 第1行第4列：“`”没有加引号，已当作文字读取（写成 \"`甲`\" 更稳妥）"]),
        ("甲: &x 1\n", {"甲": "&x 1"}, ["说明 [Y16] a.yaml 第1行第4列：“&”没有加引号，已当作文字读取（写成 \"&x 1\" 更稳妥）"]),
        ("<<: {甲: 1}\n", {}, ["错误 [Y09] a.yaml 第1行第1列：不能用“<<”合并别处的内容（把内容直接写在这里）"]),
        ("甲: !!python/object/apply:os.system [x]\n", {"甲": ["x"]}, ["错误 [Y12] a.yaml 第1行第4列：不能用“!”开头的标记（值要以“!”开头时，用英文引号括起来）"]),
        ("甲: 乙: 丙\n丁: 1\n", {"丁": "1"}, ["错误 [Y08] a.yaml 第1行第5列：这里多了一个“: ”，或上一行少了缩进（值里有冒号时，把整个值用英文引号括起来）"]),
        ("? [甲, 乙]\n: 1\n", {}, ["错误 [Y10] a.yaml 第1行第3列：名称只能是一个词，不能是一组内容（写成“名称: 值”；值里的花括号要加引号）"]),
        ("甲: \x07\n", None, ["错误 [Y05] a.yaml 第1行第4列：这里有看不见的控制字符（U+0007）（删去这个字符）"]),
        ("[" * 50 + "]" * 50, None, ["错误 [Y06] a.yaml 第1行第50列：括号或层次套得太深（最多 40 层）"]),
    ],
)  # fmt: skip
def test_a_habit_is_understood_or_told_with_the_corrected_line(text: str, value: object, expected: list[str]) -> None:
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
    ],
)
def test_honest_prose_is_not_taken_for_a_habit(text: str) -> None:
    assert told(text) == []


def test_a_hash_that_cuts_a_sentence_short_is_asked_about() -> None:
    assert told("正文:\n  - 全面完成城西片区 #3 地块征迁工作。\n") == [
        "提醒 [Y19] a.yaml 第2行第14列：“#3 地块征迁工作。”在“#”后面，当作旁注，没有读进句子"
        "（是句子的一部分，就把整句用英文引号括起来；是旁注，就写到上一行）"
    ]
    assert told("开头: 我们做到了全面覆盖。  # 旁注\n数: 12.5  # 快报数\n名单: [甲乙丙丁戊己庚辛, 乙]  # 注\n") == []


def test_all_faults_come_at_once_and_what_can_be_read_is_read() -> None:
    text = "甲：1\n乙:2\n\t丙: 3\n丁: 4: 5\n戊: 6\n戊: 7\n己: *\n"
    document, problems = parse(text, "a.yaml")
    assert {problem.code for problem in problems} == {"Y08", "Y11", "Y13", "Y14", "Y15", "Y16"}
    assert plain(document.root) == {"甲": "1", "乙": "2", "戊": "6", "己": "*"}


def test_an_alias_cannot_be_made_so_there_are_no_bombs() -> None:
    document, problems = parse("a: &x\n  - 1\nb: [*x, *x]\n", "a.yaml")
    assert plain(document.root) == {"a": "&x - 1", "b": ["*x", "*x"]}
    assert {problem.code for problem in problems} == {"Y16"}


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


def test_a_character_that_yaml_forbids_is_told() -> None:
    assert [problem.code for problem in parse("甲: \x80\n", "a.yaml")[1]] == ["Y07"]


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=60))
def test_any_text_gives_a_tree_or_problems_with_places(text: str) -> None:
    document, problems = parse(text, "a.yaml")
    for problem in problems:
        assert problem.place is None or isinstance(problem.place, TextPlace)
        assert problem.message
    assert document.text == text


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["甲", ": ", ":", "：", "\n", "  ", "- ", "*", "\t", "“", "'", '"', "|", "[", "]", "{", "}", ",", "#", "1.50", "&", "!"]), max_size=30))
def test_any_mixture_of_signs_gives_a_tree_or_problems(parts: list[str]) -> None:
    document, problems = parse("".join(parts), "a.yaml")
    assert document is not None
    assert all(problem.grade in Grade for problem in problems)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_can_be_a_file(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.yaml"
    path.write_bytes(data)
    document, problems = read(path)
    assert document.file == "a.yaml"
    assert all(problem.message for problem in problems)
