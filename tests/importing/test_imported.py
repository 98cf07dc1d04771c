"""A small report of ours becomes a year: roles, figures with names, traps that stay text, and the same text printed."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.importing.imported import ImportedYear, _group_name, import_reports
from reportgen.problem import ReportError
from reportgen.storage.given import Given

TEMPLATE = (Path(__file__).parents[2] / "templates" / "annual" / "template.docx").read_bytes()
REPORT = """示例镇2024年工作总结
——在镇党委扩大会议上的报告
镇长　某某

　　各位代表：
　　现将有关情况汇报如下：
　　一、2024年工作回顾
　　全年完成工业总产值12.30亿元，同比增长8.5%。全年新增高新技术企业12家，培育小巨人企业3家。
　　（一）项目建设加快推进
　　实施“10+X”工程，拆除违章建筑1.2万平方米，12345热线办件3200件。
　　一是开工项目8个。二是续建项目5个。
　　（四）民生持续改善
　　自2020年起连续4年获评优秀。城镇、农村居民收入分别增长5.1%和6.2%。
　　二是、不算标题的一段，写得长一些，免得被当成标题，说的是【方括号】里的字。
　　二、2025年工作安排
　　1.抓好产业。力争产值增长9%左右。
　　以上报告，请予审议。
"""


def imported(text: str, name: str = "去年.txt", year: int = 0) -> ImportedYear:
    return import_reports([Given(name, text.encode())], TEMPLATE, None, year).years[0]


def test_a_report_becomes_a_year_that_prints_the_same() -> None:
    year = imported(REPORT)
    assert [str(problem.message) for problem in year.problems] == []
    assert (year.year, year.kind, year.proof.is_equal, year.proof.compared) == (2024, "工作总结", True, 16)
    assert [line for line in year.text.split("\n") if "标题:" in line or "序号:" in line or "所述年度" in line] == [
        "标题: 示例镇2024年工作总结", "副标题: ——在镇党委扩大会议上的报告", "  - 标题: 2024年工作回顾", "      - 标题: 项目建设加快推进",
        "      - 标题: 民生持续改善", "        序号: 4", "  - 标题: 2025年工作安排", "    所述年度: 2025", "      - 标题: 1.抓好产业",
        "        序号: 照写",
    ]  # fmt: skip


def test_figures_have_names_units_and_kinds_and_traps_stay_text() -> None:
    year = imported(REPORT)
    found = {figure.name: (figure.digits, figure.unit, figure.kind) for figure in year.data}
    assert found == {
        "工业总产值": ("12.30", "亿元", "金额"),
        "工业总产值增速": ("8.5", "%", "增速"),
        "新增高新技术企业": ("12", "家", "计数"),
        "小巨人企业": ("3", "家", "计数"),
        "违章建筑": ("1.2", "万平方米", "数量"),
        "热线办件": ("3200", "件", "计数"),
        "开工项目": ("8", "个", "计数"),
        "续建项目": ("5", "个", "计数"),
        "城镇增速": ("5.1", "%", "增速"),
        "农村居民收入增速": ("6.2", "%", "增速"),
        "产值增速计划": ("9", "%", "增速"),
    }
    reasons = {(figure.digits, figure.reason) for figure in year.typed}
    assert reasons >= {("10", "口号里的数字"), ("12345", "热线、号码"), ("4", "年限")}


def test_two_words_of_one_value_are_one_figure_and_another_value_is_another() -> None:
    year = imported("2024年总结\n一、工作\n完成投资5亿元。完成投资5亿元。完成投资6亿元。\n")
    assert [figure.name for figure in year.data] == ["投资", "投资", "投资2"]
    assert year.text.count("【投资】") == 2


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("去年.pdf", b"%PDF-1.7", "D01 “去年.pdf”是 PDF，不能录入"),
        ("去年.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "D01 “去年.doc”是旧格式的 Word 文件，不能直接读"),
        ("去年.docx", b"PK\x03\x04", "P07 “去年.docx”不完整：后半截丢了。"),
        ("去年.txt", b"\x7fELF\0\0\0\0", "D01 “去年.txt”不是文字文件，也不是 Word 文件"),
        ("去年.txt", b"  \n\n", "D02 “去年.txt”里没有文字"),
        ("去年.txt", "2024年总结\n".encode(), "D02 “去年.txt”里只有标题，没有正文"),
        ("去年.txt", "工作总结\n一、工作\n我们做了工作。\n".encode(), "D05 看不出“去年.txt”是哪一年的"),
    ],
)
def test_what_cannot_be_taken_in_is_told_with_what_to_do(name: str, content: bytes, told: str) -> None:
    with pytest.raises(ReportError) as caught:
        import_reports([Given(name, content)], TEMPLATE, None)
    (problem,) = caught.value.problems
    assert f"{problem.code} {problem.message}" == told
    assert str(problem.hint)


def test_an_older_year_takes_the_names_and_growth_is_worked_out_only_where_two_years_give_it() -> None:
    new = "2024年工作总结\n一、工作\n完成工业总产值110亿元，同比增长10.0%。财政收入达到55.0亿元，增长8.0%。税收12亿元，增长9.1%。\n"
    old = "2023年工作总结\n一、情况\n工业总产值100亿元。财政收入50.0亿元。税收11亿元。\n"
    made = import_reports([Given("前年.txt", old.encode()), Given("去年.txt", new.encode())], TEMPLATE, None)
    assert [year.year for year in made.years] == [2024, 2023]
    this, last = made.years
    assert {figure.path for figure in last.data} <= {figure.path for figure in this.data}
    assert "工业总产值【工业总产值】亿元，【工业总产值|同比】。" in this.text
    assert "增长【财政收入增速】%" in this.text
    assert "税收【税收】亿元，【税收|增长】。" in this.text
    assert (this.proof.is_equal, last.proof.is_equal) == (True, True)
    assert [(problem.code, str(problem.message)) for problem in this.problems] == [
        ("D07", "“财政收入”2024 年是 55.0，上一年的稿子里是 50.0，应变动 10.0%，写的是 8.0%")
    ]
    assert "财政收入: {单位: 亿元, 类别: 金额, 小数: 2, 比上年: 是}" in made.fields
    assert "财政收入增速: {单位: \"%\", 类别: 增速, 小数: 2, 指标: 财政收入, 必填: 否}" in made.fields


def test_what_was_blacked_out_is_redacted_and_what_was_left_out_is_a_gap() -> None:
    year = imported("2024年工作总结\n一、工作\n完成投资*亿元，拆违面积约平方米，新增企业XX家，收入X.X%。罚款金额**万元。\n")
    assert year.proof.is_equal
    assert "完成投资【投资】亿元，拆违面积约【拆违面积】平方米，新增企业XX家" in year.text
    assert '    投资: "*"    # 亿元\n    拆违面积:    # 平方米\n' in year.text
    assert [(figure.digits, figure.reason) for figure in year.typed] == [
        (digits, "脱敏的写法，照原样留着") for digits in ("XX", "X.X", "**")
    ]


def test_odd_characters_brackets_and_headings_print_as_they_stood() -> None:
    text = (
        "2024年工作总结\n一、【重点】与“引号”: 冒号\n说“A: B”#号，{{ 不是 }}标签，【方】〔括〕\u3000全角\u00a0空格。- 横线\n二.写法不同\n正文。\n"
        "(三)又一种\n正文：一是。\n\n1\n\n三、null\n~\n  *星号开头\n&别名\n- 列表\n? 问\n! 叹\n'单引'\n1.50\n是\n无\n"
    )
    year = imported(text)
    assert [str(problem.message) for problem in year.proof.problems()] == []


def test_what_looks_like_a_leftover_is_told_and_stays() -> None:
    year = imported("2024年工作总结\n一、工作\n全年完成各项任务，得到上级和群众的充分肯定，港口\n12\n货物吞吐量增长。下转7版\n好\u200b的。\n")
    assert [problem.code for problem in year.problems] == ["D04", "D04", "D04", "D04"]
    assert year.proof.is_equal


def test_a_title_that_is_lacking_is_written_for_the_time_being() -> None:
    year = imported("各位代表：\n一、2024年工作回顾\n完成任务。\n", year=2024)
    assert (year.title, year.proof.is_equal, [problem.code for problem in year.problems]) == ("2024年汇报材料", True, ["D06"])


@pytest.mark.parametrize(
    ("sentence", "taken"),
    [
        ("建成“新网工程”连锁店120个、“双百市场”2个，12345热线办件8件。", ["120个", "2个", "8件"]),
        ("日产4500吨水泥熟料生产线投产，生产水泥4500吨。", ["4500吨"]),
        ("人口自然增长率4.34‰，排放量分别削减2.7%和4%。", ["4.34‰", "2.7%", "4%"]),
        ("2024年1月8日，第十四届三次会议，建国75周年，5G、4S店、PM2.5、110千伏线路3条。", ["3条"]),
        ("34证合一，全国500强企业2家，占全国1/3，11·18事故，2.0版，比分16∶18，（19）项，8+N工程。", ["2家"]),
        ("700万吨露天矿、10万吨级码头、每万人拥有发明12件、60岁以上老人5人、3号线通车。", ["12件", "5人"]),
        ("每年2—3次，产值由12亿元增加到15亿元，新增9、11和20个点位。", ["12亿元", "15亿元", "9个", "11个", "20个"]),
        ("排名全省第5位，提升3位；失业率控制在4%以内，达到98.5%以上。", ["5位", "3位", "4%", "98.5%"]),
        ("产值１２亿元，支出1,234万元，完成投资12余亿元。", ["12亿元"]),
    ],
)
def test_what_is_a_figure_and_what_only_looks_like_one(sentence: str, taken: list[str]) -> None:
    year = imported(f"2024年工作总结\n一、工作\n{sentence}\n")
    assert [f"{figure.digits}{figure.unit}" for figure in year.data] == taken
    assert year.proof.is_equal


def test_thousands_of_headings_alike_are_numbered_on() -> None:
    """Each is counted on from the last one of its words, not from the first; a number that a heading brings is none of its words."""
    taken: dict[str, int] = {}
    made = [_group_name(heading, 1, taken) for heading in ("项目", "项目", "项目2", "项目", "项目2", "")]
    assert made == ["项目", "项目2", "项目3", "项目4", "项目5", "第1部分"]
    many = [_group_name("项目", 1, taken) for _ in range(3000)]
    assert len({*made, *many}) == len(made) + len(many)
    assert (many[0], many[-1]) == ("项目6", "项目3005")
