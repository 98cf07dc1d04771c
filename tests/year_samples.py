"""A small dictionary and two small years for the tests of the report."""

from __future__ import annotations

from reportgen import yamltext
from reportgen.problem import Problem
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report

FIELDS = """
科室: [经济办, 农业办]
名称:
  街道: {标签: 街道名称, 科室: 党政办}
指标:
  经济:
    出口: {单位: 亿元, 类别: 金额, 小数: 2, 科室: 经济办, 比上年: 是}
    出口同比: {单位: "%", 类别: 增速, 小数: 1, 科室: 经济办, 指标: 出口, 必填: 否}
    企业: {单位: 家, 类别: 计数, 科室: 经济办}
    名单: {类别: 名单, 科室: 经济办, 必填: 否}
    名单数: {单位: 家, 类别: 计数, 科室: 经济办, 名单: 名单, 必填: 否}
    名次: {类别: 名次, 科室: 经济办, 必填: 否}
  农业:
    面积: {单位: 亩, 类别: 数量, 科室: 农业办, 必填: 否}
    率: {单位: "%", 类别: 比率, 科室: 农业办, 下限: 0, 上限: 100, 必填: 否}
    率变化: {单位: 百分点, 类别: 百分点, 科室: 农业办, 指标: 率, 必填: 否}
    事故同比: {单位: "%", 类别: 增速, 科室: 农业办, 方向: 下降, 必填: 否}
    返贫率降: {单位: 百分点, 类别: 百分点, 科室: 农业办, 方向: 下降, 必填: 否}
关系:
  - {关系: 名单数 == 名单(名单), 说明: 没有“等”}
"""

YEAR = """
年度: 2024
标题: 示例汇报材料
单位: {{街道: 示例}}
开头: 【年度】年以来。
部分:
  - 标题: 稳增长
    总起: 我们努力。
    小节:
      - 话题: 推进产业
        正文:
{prose}
数据:
{data}
"""

LAST = "年度: 2023\n标题: 上年\n部分: []\n数据:\n  经济: {出口: 10.90, 企业: 10}\n  农业: {率: 80.5, 面积: 100}\n"
DATA = "  经济: {出口: 12.30, 企业: 8}\n  农业: {率: 81.0, 面积: 150}"


def report(data: str = DATA, prose: str = "好。", last: str | None = LAST) -> tuple[Report, list[Problem]]:
    """A year with this data and these sentences (one a line), last year's attached."""
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    before = None
    if last is not None:
        before, _ = read_report([yamltext.parse(last, "2023.yaml")[0]], dictionary, None)
    lines = "\n".join(f"          - {line}" for line in prose.split("\n"))
    document, problems = yamltext.parse(YEAR.format(prose=lines, data=data), "2024.yaml")
    made, found = read_report([document], dictionary, before)
    return made, [*problems, *found]


def said(prose: str, data: str = DATA, last: str | None = LAST) -> tuple[str, list[str]]:
    """The body text that these sentences make, and what is told about it."""
    made, problems = report(data, prose, last)
    printed = made.printed()
    topics = printed.context["部分"][0]["小节"]
    body = "".join(str(text) for topic in topics for text in topic["正文"])
    return body, [str(problem) for problem in (*problems, *printed.problems)]
