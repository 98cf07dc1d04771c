"""Data of any shape, exact and without surprises."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from reportgen.problem import ReportError
from reportgen.yamltext.datafile import read_data, read_text


def test_yaml_gives_exact_numbers_and_keeps_what_is_no_number_as_text() -> None:
    data, problems = read_text("a: 45.20\nb: 010\nc: true\nd:\ne: '1'\nf: 2024-01-02\ng: [1, 乙]\nh: {i: no}\nj: -3\nk: 1e5\n", "d.yaml")
    assert problems == ()
    assert data == {
        "a": Decimal("45.20"), "b": "010", "c": True, "d": None, "e": "1", "f": "2024-01-02", "g": [1, "乙"], "h": {"i": "no"}, "j": -3, "k": "1e5",
    }  # fmt: skip
    assert str(data["a"]) == "45.20"


def test_json_gives_exact_numbers(tmp_path: Path) -> None:
    path = tmp_path / "d.json"
    path.write_text('\ufeff{"a": 45.20, "b": [1, null]}', encoding="utf-8")
    assert read_data(path)[0] == {"a": Decimal("45.20"), "b": [1, None]}
    assert str(read_data(path)[0]["a"]) == "45.20"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a" 1}', "[Y17] d 第1行第6列：d 不是完好的 JSON（检查逗号、引号和括号是否成对）"),
        ('{"a": 1, "a": 2}', "[Y17] d 第1行第1列：d：“a”写了两次，请删去一处"),
        ('{"a": NaN}', "[Y17] d 第1行第1列：d：“NaN”不是数"),
        ("- 1\n", "[Y18] d 第1行第1列：d 里没有一项项的数据（写成一行一项“名称: 值”）"),
        ("甲：1\n", "[Y14] d 第1行第2列：“甲：1”用了中文冒号“：”（改成：甲: 1）"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_a_place(text: str, said: str) -> None:
    with pytest.raises(ReportError) as refused:
        read_text(text, "d")
    assert str(refused.value).startswith(said)


def test_a_missing_json_file_and_a_list_at_the_top_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="Y01"):
        read_data(tmp_path / "没有.json")
    (tmp_path / "l.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(ReportError, match="Y18"):
        read_data(tmp_path / "l.json")
