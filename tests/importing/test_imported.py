"""A small report of ours becomes a year: roles, figures with names, traps that stay text, and the same text printed."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx_samples import body_xml
from openpyxl import load_workbook

from reportgen.importing.confirmation import workbook
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
        "城镇居民收入增速": ("5.1", "%", "增速"),
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


def test_a_minus_is_a_part_of_its_figure_and_one_between_two_figures_is_none() -> None:
    year = imported("2024年工作总结\n一、工作\n利润为-3.5万元，净增长-2.1%，负债率－4%。投资8亿-10亿元、亩均200-300元、10%-12%，编号G-6，A-3栋5个，气温-5度。\n")
    found = {figure.name: (figure.digits, figure.kind) for figure in year.data}
    assert found["利润"] == ("-3.5", "金额") and ("-2.1", "增速") in found.values()
    assert not any(digits.startswith("-") for digits, _ in found.values() if digits not in ("-3.5", "-2.1", "-5"))
    assert [figure.digits for figure in year.typed if figure.digits.startswith(("-", "－"))] == ["－4"]
    assert year.proof.is_equal
    assert "利润为【利润】万元，净增长【" in year.text and "    利润: -3.5    # 万元" in year.text


def test_growth_and_a_fall_are_two_figures_so_that_no_year_says_the_other_way() -> None:
    new = "2024年工作总结\n一、工作\n出口额下降3.5%。零售额增长6.0%。办结率90%，比上年下降0.3个百分点。进口额下降5.0%，降幅收窄2个百分点。\n"
    old = "2023年工作总结\n一、情况\n出口额增长1.5%。零售额下降2.0%。办结率90.3%，比上年提高0.3个百分点。进口额下降7.0%。\n"
    made = import_reports([Given("前年.txt", old.encode()), Given("去年.txt", new.encode())], TEMPLATE, None)
    assert [[(figure.name, figure.digits) for figure in year.data if figure.unit != "%" or figure.kind == "增速"] for year in made.years] == [
        [("出口额降幅", "3.5"), ("零售额增速", "6.0"), ("办结率下降百分点", "0.3"), ("进口额降幅", "5.0"), ("降幅收窄变化百分点", "2")],
        [("出口额增速", "1.5"), ("零售额降幅", "2.0"), ("办结率变化百分点", "0.3"), ("进口额降幅", "7.0")],
    ]
    falling = [line.split(":")[0].strip() for line in made.fields.split("\n") if "方向: 下降" in line]
    assert sorted(falling) == ["出口额降幅", "办结率下降百分点", "进口额降幅", "零售额降幅"]
    assert all(year.proof.is_equal for year in made.years)


@pytest.mark.parametrize(("said", "name"), [("下降", "出口额降幅"), ("增长", "出口额增速")])
def test_a_field_of_the_office_is_meant_only_where_its_digits_go_the_same_way(said: str, name: str) -> None:
    fields = "指标:\n  工作:\n    " + '外贸出口: {单位: "%", 类别: 增速, 方向: 下降, 原文: 出口额降幅}\n'
    given = Given("去年.txt", f"2024年工作总结\n一、工作\n出口额{said}3.5%。\n".encode())
    (year,) = import_reports([given], TEMPLATE, Given("fields.yaml", fields.encode())).years
    assert [figure.name for figure in year.data] == ["外贸出口" if said == "下降" else name]


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
        ("刷漆1200㎡、管道3km、清理垃圾36车、铁钉1369颗，投资1千余万元，低于指标1.67个千分点。",
         ["1200平方米", "3km", "36车", "1369颗", "1千万元", "1.67千分点"]),
        ("提出“干成20件大事，大干20件大事”，双向6车道通车，5G基站3座、4m以上道路2条。", ["3座", "4m", "2条"]),
    ],
)
def test_what_is_a_figure_and_what_only_looks_like_one(sentence: str, taken: list[str]) -> None:
    year = imported(f"2024年工作总结\n一、工作\n{sentence}\n")
    assert [f"{figure.digits}{figure.unit}" for figure in year.data] == taken
    assert year.proof.is_equal


BODY_OF_NAMES = """2024年工作总结
一、民生
年初确定的10件民生实事全部完成，改造小区7个，分别完成年度任务的100%和115%。
为1875名80岁以上老人发放高龄津贴281.3万元；签约率由78.2%提高到83.5%，提高5.3个百分点。
每千人口托位数达到4.6个，比上年增加0.5个；办结率99.2%，满意率97.6%，同比分别提高0.8和2.1个百分点。
完成投资5亿元，占总投资的76%，超年度计划1.2个百分点；加装电梯9部，居全区第1位；新开工项目9个。
"""


def test_a_name_is_that_of_what_is_counted_given_risen_or_said_just_before() -> None:
    names = [figure.name for figure in imported(BODY_OF_NAMES).data]
    assert names == [
        "民生实事", "改造小区", "民生实事占比", "改造小区占比", "老人", "高龄津贴", "原签约率", "签约率", "签约率变化百分点", "每千人口托位数", "每千人口托位数增加",
        "办结率", "满意率", "办结率变化百分点", "满意率变化百分点", "投资", "投资占总投资比重", "投资超年度计划百分点", "加装电梯", "加装电梯名次", "新开工项目",
    ]  # fmt: skip


NAMED = {
    "生产总值由2020年的162.4亿元增加到2024年的287.9亿元，年均增长12.1%。": ["原生产总值", "生产总值", "生产总值增速"],
    "居民收入30788元（折合4300美元），比2020年增加13480元，年均递增12.2%，是“十三五”末的1.5倍。":
        ["居民收入", "居民收入折合", "居民收入增加", "居民收入增速", "居民收入倍数"],
    "产值增长7.5%，达到309亿元；预算收入增长5%，达到15.8亿元。": ["产值增速", "产值", "预算收入增速", "预算收入"],
    "存款余额300亿元、贷款余额200亿元，比2020年分别增加40亿元和30亿元，分别是2020年的2.5倍、2.6倍。":
        ["存款余额", "贷款余额", "存款余额增加", "贷款余额增加", "存款余额倍数", "贷款余额倍数"],
    "二氧化硫排放量与化学需氧量排放量比2020年分别降低5.2%和11.5%。": ["二氧化硫排放量降幅", "化学需氧量排放量降幅"],
    "产值123.5亿元，同比增长8.5%；产值较上年增加9.7亿元。可防性案件降5%。": ["产值", "产值增速", "产值增加", "可防性案件降幅"],
    "城乡居民收入分别增长8.7%和8.6%。": ["城乡居民收入增速", "城乡居民收入增速2"],
    "严格落实上级规定、本区28条配套规定；建成城西等31条公路；完成10类42项实事项目。": ["配套规定", "公路", "实事项目类数", "实事项目"],
    "解决了9个村3.2万人的安全饮水；修建道路23条、163公里；累计搬迁928户、2630人。":
        ["解决村数", "安全饮水", "修建道路", "修建道路里程", "搬迁户数", "搬迁人数"],
    "投资4500万元的沿河道路工程贯通；东城组团建设提速，完成投资15.9亿元。": ["沿河道路工程投资", "东城组团投资"],
    "投入“三农”资金达313亿元，农村“五保”对象供养率99.3%，服务业增加值占生产总值比重达43.1%。":
        ["三农资金", "农村五保对象供养率", "服务业增加值占生产总值比重"],
    "1-9月实现总产值4720万元，卫生室 8所，预算达到 287.9亿元，71%的乡镇通了公交。": ["总产值", "卫生室", "预算", "乡镇占比"],
    "城镇和农村居民收入分别增长3.3%、7.4%；38项区委、区政府重点工作中，已完成11项，1项未完成，超年度目标2个百分点。":
        ["城镇居民收入增速", "农村居民收入增速", "区政府重点工作", "区政府重点工作完成", "区政府重点工作2", "区政府重点工作超年度目标百分点"],
}  # fmt: skip
"""What names a figure: years and quotes are looked through, growth and more than before belong to their level, things stand behind."""


def test_a_figure_is_named_by_what_it_is_said_of() -> None:
    for sentence, names in NAMED.items():
        assert [figure.name for figure in imported(f"2024年工作总结\n一、工作情况\n{sentence}\n").data] == names, sentence


def test_digits_in_groups_stay_whole_and_rain_is_measured_in_millimetres() -> None:
    year = imported("2024年工作总结\n一、防汛\n转移群众1 264人和1,386人，２６人受灾，降雨量986.4毫米，管径300毫米。\n")
    assert [(figure.digits, figure.unit, figure.name) for figure in year.data] == [("986.4", "毫米", "降雨量")]
    assert [figure.reason for figure in year.typed] == ["千分位用空格"] * 2 + ["全角数字、千分位，照原样留着"] * 2 + ["规格"]
    assert year.proof.is_equal
    (told,) = year.problems
    assert f"{told.code} {told.message}" == "D08 有 3 个数写成全角或带千分位，照原样留在句子里：1 264人、1,386人、２６人"
    many = imported("2024年工作总结\n一、工作\n产值１２．３亿元，税收１亿元，企业１２家，项目3,200个，公路３公里。\n").problems
    assert [str(each.message) for each in many] == ["有 5 个数写成全角或带千分位，照原样留在句子里：１２．３亿元、１亿元、１２家等"]
    assert imported("2024年工作总结\n一、工作\n第１届会议于２０２４年召开，产值12.3亿元。\n").problems == ()


def _word(*blocks: str) -> bytes:
    paragraphs = (each if each.startswith("<w:") else f"<w:p><w:r><w:t>{each}</w:t></w:r></w:p>" for each in blocks)
    return body_xml("".join(paragraphs))


def test_annexes_of_the_reports_own_become_annexes_where_that_prints_the_same_and_paragraphs_elsewhere() -> None:
    body = ("云河县2024年工作总结", "一、工作", "完成投资5亿元。")
    signed = ("云河县水利局", "2024年12月26日")
    rows = "<w:tbl><w:tblPr/><w:tr><w:tc><w:p><w:r><w:t>项目</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
    alike = _word(*body, "附件：1.项目表", "2.任务清单", *signed, "附件1", "项目表", rows, "<w:p/>", "附件2", "任务清单", "一、水库", "加固水库3座。")
    other = _word(*body, *signed, "附件1", "项目表", rows)
    for content, taken in ((alike, True), (other, False)):
        year = import_reports([Given("去年.docx", content)], TEMPLATE, None).years[0]
        assert year.proof.is_equal
        assert ("\n附件:\n  - 名称: 项目表\n" in year.text) is taken
        assert ("署名:\n  - 云河县水利局\n" in year.text) is taken
        assert [problem.code for problem in year.problems if problem.code != "D11"] == ([] if taken else ["D03"])


def test_the_words_of_a_text_box_are_taken_in_and_a_picture_is_told() -> None:
    box = "<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:p><w:r><w:t>联系人见通讯录。</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    picture = "<w:p><w:r><w:pict><v:shape/></w:pict></w:r></w:p>"
    year = import_reports([Given("去年.docx", _word("2024年工作总结", "一、工作", "完成任务。", box, picture))], TEMPLATE, None).years[0]
    assert "联系人见通讯录。" in year.text
    assert [str(problem.message) for problem in year.problems] == ["这里是文本框，框里的字录成了一段一段", "这里有图片或图形，没有录入"]


@pytest.mark.parametrize("rest", ["一句话。\n又一句。\n", "一句话。二句。\n又一句。\n", "一句话。\n"])
def test_a_text_without_headings_prints_the_same(rest: str) -> None:
    assert imported(f"2024年工作总结\n{rest}").proof.is_equal


def test_names_that_come_again_and_rows_of_enterprises_and_villages_are_proposed_and_nothing_is_changed() -> None:
    text = (
        "云河县水利局2024年工作总结\n一、工作\n县财政局支持，与县财政局会商，报县财政局备案。引进大江公司、云河水务集团和北塘合作社，整治东塘村、西塘村2个村，"
        "城镇、农村都受益。\n"
    )
    year = imported(text)
    assert [(each.kind, each.words, each.count) for each in year.names] == [
        ("单位", ("云河县水利局",), 1), ("单位", ("县财政局",), 3), ("名单", ("大江公司", "云河水务集团", "北塘合作社"), 1), ("名单", ("东塘村", "西塘村"), 1),
    ]  # fmt: skip
    assert "引进大江公司、云河水务集团和北塘合作社" in year.text
    made = import_reports([Given("去年.txt", text.encode())], TEMPLATE, None)
    sheet = load_workbook(io.BytesIO(workbook(made, made.years[0])))["机关和名单"]
    assert [sheet.cell(row, 3).value for row in range(4, 8)] == ["云河县水利局", "县财政局", "大江公司、云河水务集团、北塘合作社", "东塘村、西塘村"]
    assert year.as_data()["names"][0] == {"kind": "单位", "words": ["云河县水利局"], "count": 1}


def test_a_result_does_not_take_the_name_of_what_the_other_year_plans() -> None:
    new = "2024年工作总结\n一、2024年工作\n完成税收12亿元。\n二、2025年工作安排\n完成税收13亿元，接待游客20万人次。\n"
    old = "2023年工作总结\n一、2023年工作\n完成税收11亿元，接待游客18万人次。\n二、2024年工作安排\n完成税收12.5亿元。\n"
    made = import_reports([Given("前年.txt", old.encode()), Given("去年.txt", new.encode())], TEMPLATE, None)
    assert [(figure.digits, figure.name) for figure in made.years[1].data] == [("11", "税收"), ("18", "接待游客"), ("12.5", "税收计划")]


def test_thousands_of_headings_alike_are_numbered_on() -> None:
    """Each is counted on from the last one of its words, not from the first; a number that a heading brings is none of its words."""
    taken: dict[str, int] = {}
    made = [_group_name(heading, 1, taken) for heading in ("项目", "项目", "项目2", "项目", "项目2", "")]
    assert made == ["项目", "项目2", "项目3", "项目4", "项目5", "第1部分"]
    many = [_group_name("项目", 1, taken) for _ in range(3000)]
    assert len({*made, *many}) == len(made) + len(many)
    assert (many[0], many[-1]) == ("项目6", "项目3005")
