"""What a confirmed name changes in the dictionary besides itself."""

from __future__ import annotations

import pytest

from reportgen import yamltext
from reportgen.importing.confirmation import Correction
from reportgen.importing.corrections import corrected
from reportgen.problem import CellPlace

FIELDS = """指标:
  经济:
    税收: {单位: 亿元, 类别: 金额}
    税收降幅: {单位: "%", 类别: 增速, 指标: 税收, 方向: 下降}
    企业: {类别: 名单}
    企业数: {单位: 家, 类别: 计数, 名单: 企业}
    收入: {单位: 亿元, 类别: 金额}
  农业:
    收入: {单位: 万元, 类别: 金额}
    收入增速: {单位: "%", 类别: 增速, 指标: 收入}
    税收增速: {单位: "%", 类别: 增速, 指标: 税收}
关系:
  - 税收 <= 总税收
  - {关系: 企业数 == 名单(企业), 说明: 税收}
  - 收入 <= 总收入
"""
INPUT = "年度: 2024\n标题: 题\n部分: []\n数据:\n  经济: {税收: 1, 税收降幅: 2, 企业: [甲], 企业数: 1, 收入: 3}\n  农业: {收入: 4, 收入增速: 5, 税收增速: 6}\n"


@pytest.mark.parametrize(
    ("path", "name", "changes"),
    [
        (("经济", "税收"), "地方税收", {"    税收: {单位": "    地方税收: {单位", "指标: 税收, 方向": "指标: 地方税收, 方向", "指标: 税收}": "指标: 地方税收}", "- 税收 <=": "- 地方税收 <="}),
        (("经济", "企业"), "规上企业", {"    企业: {类别": "    规上企业: {类别", "名单: 企业}": "名单: 规上企业}", "名单(企业)": "名单(规上企业)"}),
        (("农业", "收入"), "农业收入", {"    收入: {单位: 万元": "    农业收入: {单位: 万元", "指标: 收入}": "指标: 农业收入}"}),
        (("经济", "收入"), "经济收入", {"    收入: {单位: 亿元": "    经济收入: {单位: 亿元"}),
    ],
)  # fmt: skip
def test_a_name_is_followed_where_fields_and_relations_name_it(path: tuple[str, ...], name: str, changes: dict[str, str]) -> None:
    """A level beside its rate is the one that is meant; a name that two groups have is left in relations, where it says neither."""
    made = corrected(
        [yamltext.parse(INPUT, "2024.yaml")[0]], yamltext.parse(FIELDS, "fields.yaml")[0], [Correction(path, name, "", "", CellPlace("表"))]
    )
    wanted = FIELDS
    for old, new in changes.items():
        assert wanted.count(old) == 1, old
        wanted = wanted.replace(old, new)
    assert made.problems == () and made.changed == ((path, name),)
    assert [line.replace(f", 原文: {path[-1]}", "") for line in made.fields.splitlines()] == wanted.splitlines()
