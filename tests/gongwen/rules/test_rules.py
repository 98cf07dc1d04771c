"""Each rule of the linter: documents that depart and documents that keep it, as cases one can read (cases.txt)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from gongwen_samples import MATERIAL, OFFICIAL, written

from reportgen.gongwen.lint import lint
from reportgen.gongwen.rules import RULES
from reportgen.gongwen.standard import Strength
from reportgen.problem import Grade

_FRAME = "标题| 工作情况汇报\n空\n正文| 今年以来，街道认真落实各项部署，经济社会平稳发展，各项任务全面完成，现汇报如下。\n"
_FILE = ("页面", "单页", "双页", "首页", "设置", "默认", "属性")


def cases() -> list[object]:
    """(code, departs, document) for each case."""
    found: list[object] = []
    text = (Path(__file__).parent / "cases.txt").read_text(encoding="utf-8")
    for chunk in text.split("\n=== ")[1:]:
        code, _, rest = chunk.partition("\n")
        for number, part in enumerate(("\n" + rest).split("\n--- ")[1:]):
            kind, _, lines = part.partition("\n")
            found.append(pytest.param(code.strip(), kind.strip() == "错", lines.strip("\n"), id=f"{code.strip()}-{kind.strip()}{number}"))
    return found


def document(lines: str) -> bytes:
    """The lines as a file; without a title, after a title and a first paragraph."""
    if "标题|" in lines.replace("附件标题|", "") or "标题{" in lines.replace("附件标题{", ""):
        return written(lines)
    split = lines.split("\n")
    setting = [line for line in split if re.match("|".join(_FILE), line)]
    rest = [line for line in split if line not in setting]
    return written("\n".join(setting) + "\n" * bool(setting) + _FRAME + "\n".join(rest))


@pytest.mark.parametrize(("code", "departs", "lines"), cases())
def test_a_rule_speaks_where_a_document_departs_and_is_silent_where_it_keeps_it(code: str, departs: bool, lines: str) -> None:
    official = next(rule.profile for rule in RULES if rule.code == code)
    found = [problem for problem in lint(document(lines), official).every if problem.code == code]
    assert bool(found) is departs, [str(problem) for problem in found]
    for problem in found:
        assert problem.place is not None
        assert "依据：" in problem.hint


def test_every_rule_has_a_case_that_departs_and_one_that_keeps_it() -> None:
    shown = {(param.values[0], param.values[1]) for param in cases()}  # type: ignore[attr-defined]
    assert shown == {(rule.code, departs) for rule in RULES for departs in (True, False)}


def test_each_rule_has_a_code_of_its_own_and_all_it_must_say() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for rule in RULES:
        assert rule.what, rule.code
        assert rule.why, rule.code
        assert rule.example, rule.code
        assert rule.clause, rule.code


@pytest.mark.parametrize("margins", ["A", "B"])
@pytest.mark.parametrize("text", [MATERIAL, OFFICIAL], ids=["汇报材料", "公文"])
def test_a_document_built_to_the_standard_has_no_findings_under_either_margin_set(text: str, margins: str) -> None:
    assert [str(problem) for problem in lint(written(text, margins)).every] == []


def test_a_year_left_open_is_one_finding_and_a_masked_figure_another() -> None:
    told = [str(problem.message) for problem in lint(document("正文| 召开20**年会议。\n正文| 完成*亿元。")).every if problem.code == "G122"]
    assert told == ["有占位的符号", "有脱敏的星号"]


def test_strength_decides_the_grade() -> None:
    grades = {Strength.MUST: Grade.ERROR, Strength.NORMAL: Grade.WARNING, Strength.PRACTICE: Grade.NOTE}
    assert all(rule.grade is grades[rule.strength] for rule in RULES)
