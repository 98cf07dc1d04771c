"""What was read is held against what is printed: words, order, roles, each difference with its place."""

from __future__ import annotations

from reportgen.gongwen.document.model import Role
from reportgen.importing.proof import PrintProof, compared, prints_other
from reportgen.importing.sections import ImportedOutline
from reportgen.importing.source import SourceParagraph, SourceReport
from reportgen.problem import TextPlace


def report(*lines: str, role: Role = Role.BODY) -> SourceReport:
    blocks = (SourceParagraph("题", Role.TITLE, kind="标题"),)
    made = (SourceParagraph(line, role, kind=role.value, place=TextPlace("去年.txt", at, 1)) for at, line in enumerate(lines, 2))
    return SourceReport("去年.txt", (*blocks, *made))


def told(proof: PrintProof) -> list[str]:
    return [f"{problem.code} {problem.place}：{problem.message}" for problem in proof.problems()]


def test_a_difference_is_told_from_a_little_before_the_first_character_that_differs() -> None:
    old, new = report("一句。", "全年完成投资5亿元。", "三句。"), report("一句。", "全年完成投资6亿元。", "三句。", "四句。")
    proof = compared(old, ImportedOutline("题"), new)
    assert not proof.is_equal
    assert told(proof) == [
        "D10 去年.txt 第3行第1列：原稿是“全年完成投资5亿元。”，印出来是“全年完成投资6亿元。”",
        "D10 去年.txt 第4行第1列：多印了“四句。”，原稿没有",
    ]


def test_what_is_lacking_is_told_and_a_gap_is_held_against_nothing() -> None:
    proof = compared(report("面积约平方米。", "没了。"), ImportedOutline("题"), report("面积约【待补：面积】平方米。"))
    assert told(proof) == ["D10 去年.txt 第3行第1列：原稿有“没了。”，没有印出来"]


def test_another_role_of_the_same_words_is_told() -> None:
    proof = compared(report("示例镇", role=Role.SIGNATURE), ImportedOutline("题"), report("示例镇"))
    assert proof.is_equal
    assert told(proof) == ["D11 去年.txt 第2行第1列：原稿里是署名，印出来像正文：示例镇"]


def test_corrections_after_which_the_year_prints_otherwise_are_refused_with_the_words() -> None:
    problem = prints_other("完成投资5亿元。")
    assert f"{problem.code} {problem.message}" == "D23 照核对表改了以后，印出来的字会变：完成投资5亿元。"
