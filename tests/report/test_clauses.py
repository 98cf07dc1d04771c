"""Part of a sentence that hangs on a figure: left out where that is 无 or 0, with the punctuation around it, and told."""

from __future__ import annotations

import pytest
from report.test_shape import read

from reportgen.report.checks import Subject, check
from reportgen.report.clauses import paired

DATA = "数据:\n  经济:\n    产值: 12.30\n    企业: 8\n    外资: {}\n    台资: {}\n"


def printed(sentence: str, foreign: str = "3", taiwan: str = "2") -> tuple[str, list[str]]:
    report, problems = read(f"部分:\n  - 标题: 甲\n    总起:\n      - {sentence}\n", DATA.format(foreign, taiwan))
    assert problems == []
    made = report.printed()
    words = "".join(str(text) for block in made.context["全文"] for text in block.get("各句", ()))
    return words, [f"{problem.code} {problem.message}" for problem in made.problems]


@pytest.mark.parametrize(
    ("sentence", "full", "without"),
    [
        ("企业8家【有：外资】，其中外资【外资】家【完】。", "企业8家，其中外资3家。", "企业8家。"),
        ("企业8家，【有：外资】其中外资【外资】家【完】。", "企业8家，其中外资3家。", "企业8家。"),
        ("企业8家，【有：外资】外资【外资】家，【完】内资5家。", "企业8家，外资3家，内资5家。", "企业8家，内资5家。"),
        ("企业8家，【有：外资】外资【外资】家【完】，内资5家。", "企业8家，外资3家，内资5家。", "企业8家，内资5家。"),
        ("【有：外资】外资【外资】家【完】，内资5家。", "外资3家，内资5家。", "内资5家。"),
        ("包括：【有：外资】外资【外资】家【完】、内资5家。", "包括：外资3家、内资5家。", "包括：内资5家。"),
        ("包括内资5家、【有：外资】外资【外资】家【完】，都已开工。", "包括内资5家、外资3家，都已开工。", "包括内资5家，都已开工。"),
        ("共8家（【有：外资】外资【外资】家，【完】内资5家）。", "共8家（外资3家，内资5家）。", "共8家（内资5家）。"),
        ("共8家；【有：外资】外资【外资】家【完】；内资5家。", "共8家；外资3家；内资5家。", "共8家；内资5家。"),
        ("共【企业】家，【有：外资】外资【外资】家【完】、【有：台资】台资【台资】家【完】。", "共8家，外资3家、台资2家。", "共8家，台资2家。"),
        ("共8家【有：外资、台资】（外资【外资】家，台资【台资】家）【完】。", "共8家（外资3家，台资2家）。", "共8家。"),
        ("共8家【有：外资】，外资【外资】家【完】", "共8家，外资3家", "共8家"),
    ],
)
def test_a_clause_goes_and_the_sentence_reads_on(sentence: str, full: str, without: str) -> None:
    assert printed(sentence) == (full, [])
    for nothing, word in (("无", "无"), ("0", "0")):
        words, told = printed(sentence, nothing)
        assert words == without, word
        assert len(told) == 1
        assert told[0].startswith("F12 “外资”填的是" + ("“无”" if nothing == "无" else "0"))
        assert "这半句没有写进稿子：" in told[0]


def test_what_is_nothing_and_what_is_not() -> None:
    sentence = "企业8家【有：外资】，其中外资【外资】家【完】。"
    assert printed(sentence, "0.00")[0] == "企业8家。"
    assert printed(sentence, "")[0] == "企业8家，其中外资【待补：外资】家。"  # not known yet is not nothing
    assert printed(sentence, '"*"')[0] == "企业8家，其中外资*家。"
    two = "共8家【有：外资】，外资【外资】家【完】【有：台资】，台资【台资】家【完】。"
    assert printed(two, "无", "0")[0] == "共8家。"
    assert printed("【有：外资】外资【外资】家。【完】", "无")[1] == [
        "F12 “外资”填的是“无”，这一句没有写进稿子：【有：外资】外资【外资】家。【完】", "F12 下面的句子都没有写进稿子，只剩下标题“甲”",
    ]  # fmt: skip
    assert printed("企业8家【有：外资】，外资【外资】家【完】，台资【台资】家。", "3", "无")[0] == ""  # outside of a clause as ever


def test_what_has_no_partner_is_an_error() -> None:
    for sentence in ("好【有：外资】，外资【外资】家。", "好，外资【外资】家【完】。", "好【有：外资】，【有：台资】台资【完】。", "好【有：没有】，好【完】。"):
        assert any(line.startswith("F32") for line in printed(sentence)[1]), sentence


def test_checks_see_what_is_printed_and_point_where_it_stands() -> None:
    sentence = "企业8家，【有：外资】外资【外资】家【完】，产值95亿元。"
    report, _ = read(f"部分:\n  - 标题: 甲\n    总起:\n      - {sentence}\n", DATA.format("无", "2"))
    subject = Subject.of(report)
    passage = next(each for each in subject.passages if each.body)
    assert passage.said == "企业8家，产值95亿元。"
    assert passage.source(passage.said.index("95")) == sentence.index("95")
    found = [problem for problem in check(subject, None) if problem.code == "C15"]
    assert [problem.place.column for problem in found if problem.place] == [9 + sentence.index("95")]


def test_marks_that_lost_their_partners_go() -> None:
    assert paired("好【完】。") == "好。"
    assert paired("好【有：外资】【完】。") == "好。"
    assert paired("好【有：外资】，外资【外资】家【完】。") == "好【有：外资】，外资【外资】家【完】。"
