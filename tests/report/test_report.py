"""A year's files: what cannot be read is told at its place, the rest is read."""

from __future__ import annotations

import pytest
from year_samples import FIELDS, YEAR, report, said

from reportgen import yamltext
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import read_report


def told(text: str) -> list[str]:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    return [str(problem) for problem in read_report([yamltext.parse(text, "a.yaml")[0]], dictionary, None)[1]]


GOOD = "年度: 2024\n标题: 题\n部分:\n  - 标题: 一\n    总起: 我们。\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (GOOD, []),
        ("标题: 题\n部分: []\n", ["[F18] a.yaml 第1行第1列：“年度”要写四位的年份（例如 年度: 2024）"]),
        ("年度: 二四\n标题: 题\n部分: []\n", ["[F18] a.yaml 第1行第5列：“年度”要写四位的年份（例如 年度: 2024）"]),
        ("年度: 2024\n部分: []\n", ["[F14] a.yaml 第1行第1列：没有写“标题”（在文件开头加一行 标题: ……汇报材料）"]),
        (
            "",
            ["[F15] a.yaml 第1行第1列：文件里没有内容（一行一项“名称: 值”，参看去年的文件）",
             "[F14] a.yaml 第1行第1列：没有写“标题”（在文件开头加一行 标题: ……汇报材料）",
             "[F18] a.yaml 第1行第1列：“年度”要写四位的年份（例如 年度: 2024）",
             "[F20] a.yaml 第1行第1列：没有“部分”，或不是一条一条列出的（每一部分以“- 标题:”开头）"],
        ),
        (
            GOOD + "题目: 甲\n",
            ["[F16] a.yaml 第6行第1列：不认识“题目”，写在它下面的不会印出来（整份文件最外层只有：年度、文种、标题、副标题、报告人、署名、日期、说明、版式、单位、主送机关、称谓、开头、部分、结尾、附件、数据；给自己看的话写在“说明”里，要印的话写到“开头”或某一部分里）"],
        ),
        (
            GOOD + "版式: {话题: 竖排}\n",
            ["[F19] a.yaml 第6行第6列：版式“话题: 竖排”不认识（话题: 分段或连排；附表: 无或有；图表: 无或有；署名: 随模板或题下或文末）"],
        ),
        (
            "年度: 2024\n标题: 题\n部分:\n  - 总起: 我们。\n    小结: 甲\n",
            ["[F21] a.yaml 第4行第5列：这一部分没有“标题”（加上 标题: ……）",
             "[F16] a.yaml 第5行第5列：部分里不认识“小结”（可写：标题、序号、接排、所述年度、总起、小节）"],
        ),
        (
            "年度: 2024\n标题: 题\n部分:\n  - 标题: 一\n    小节:\n      - 话题\n",
            ["[F22] a.yaml 第6行第9列：这里应当是一个小节（写成 话题: ……）"],
        ),
        (
            GOOD + "附件: [重点项目表]\n",
            ["[F22] a.yaml 第6行第6列：这里应当是一个附件（写成 名称: 重点项目表）"],
        ),
        (
            "年度: 2024\n标题: 题\n部分:\n  - 标题: 一\n    总起:\n      - 甲: 乙\n",
            ['[F23] a.yaml 第6行第9列：这一句读不懂（改成："甲: 乙"）'],
        ),
        (
            GOOD + "数据: [1, 2]\n",
            ["[F02] a.yaml 第6行第5列：“数据”下面要一行一项“名称: 值”（参看去年的文件）"],
        ),
        (
            GOOD + "数据:\n  经济:\n    出口: {值: [[1]]}\n    企业: 很多\n    名次: {值: 1, 出处: 甲}\n",
            ["[F03] a.yaml 第8行第13列：“出口”的名单里有一项读不懂（一项一个名称）",
             "[F04] a.yaml 第8行第13列：“出口”应当是一个值，填的是名单（改成一个值）",
             "[F04] a.yaml 第9行第9列：“企业”应当是数，填的是“很多”（填数字；还没有就留空，本年没有就写“无”）",
             "[F05] a.yaml 第10行第16列：“名次”里不认识“出处”（可写：值、口径、来源、截至、上年修订、状态、依据、单位、填报人、备注、目标、名次、科室、沿用）"],
        ),
        (
            GOOD + "数据:\n  经济: {出口: 12.5万元, 名次: １}\n",
            ["[F06] a.yaml 第7行第12列：“出口”的单位是“亿元”，填的是“12.5万元”（改成：0.00125）",
             "[F07] a.yaml 第7行第24列：“１”已读作 1（请核对）"],
        ),
        (
            GOOD + "数据:\n  经济: {出口: 12.5亿元（现价）, 企业: [8], 名次: {值: 1}}\n",
            ["[F06] a.yaml 第7行第12列：“出口”的数后面带着括号，填的是“12.5亿元（现价）”（写成 {值: 12.5, 口径: 现价}）",
             "[F04] a.yaml 第7行第28列：“企业”应当是一个值，填的是名单（改成：8）"],
        ),
        (
            GOOD + "数据:\n  经济: {出口: {值: 125万元(现价), 上年修订: 2（现价）}}\n",
            ["[F06] a.yaml 第7行第16列：“出口”的数后面带着括号，填的是“125万元(现价)”（写成 {值: 0.0125, 口径: 现价}）",
             "[F06] a.yaml 第7行第33列：“出口”的上年修订的数后面带着括号，填的是“2（现价）”（改成：2；括号里的话写在“口径”里）"],
        ),
        (
            GOOD + "数据:\n  经济:\n    出口: 12.5吨（现价）\n    名单:\n      - 甲\n      -\n      - 、\n      - ~\n      - '[乙，丙]'\n",
            ["[F06] a.yaml 第8行第9列：“出口”的单位是“亿元”，填的是“12.5吨（现价）”（换算成亿元再填）",
             "[F03] a.yaml 第11行第8列：“名单”的名单里有一项是空的（补上名称，或删去这一项）",
             "[F03] a.yaml 第12行第9列：“名单”的名单里有一项是空的（补上名称，或删去这一项）",
             "[F03] a.yaml 第13行第9列：“名单”的名单里有一项是空的（补上名称，或删去这一项）",
             "[F03] a.yaml 第14行第9列：“名单”的名单整个加了引号，会连方括号一起印成一项（改成：[乙, 丙]）"],
        ),
        (
            GOOD + "数据:\n  经济: {名单: [甲, 无]}\n",
            ["[F03] a.yaml 第7行第16列：“名单”的名单里有一项是“无”，会当成名称印出来（删去这一项；本年一个也没有，整个写“无”）"],
        ),
        (
            GOOD + "数据:\n  经济: {名单: '[甲, , 乙]'}\n",
            ["[F03] a.yaml 第7行第12列：“名单”的名单整个加了引号，会连方括号一起印成一项（改成：[甲, 乙]）"],
        ),
        (
            GOOD + "数据:\n  经济:\n    名单: 甲厂（东区、西区）、乙厂\n",
            ["[F03] a.yaml 第8行第9列：“名单”的几个名称写成了一串，会当作一个名称，个数、等、和都不对"
             "（改成：[甲厂（东区、西区）, 乙厂]；确是一个名称，写成 [\"甲厂（东区、西区）、乙厂\"]）"],
        ),
        (
            GOOD + "数据:\n  经济:\n    名单:\n      甲厂\n      乙厂（东,西）\n",
            ["[F03] a.yaml 第9行第7列：“名单”的几个名称写成了一串，会当作一个名称，个数、等、和都不对"
             "（改成：[甲厂, \"乙厂（东,西）\"]；确是一个名称，写成 [\"甲厂 乙厂（东,西）\"]）"],
        ),
        (
            GOOD + "数据:\n  经济: {名单: [甲厂（东, 西）, 乙, 乙, 丙;丁, \"戊、己\", 庚（辛、壬）, '*', '*']}\n",
            ["[F03] a.yaml 第7行第13列：“名单”的名单里“甲厂（东”的括号不成对，多半是括号里的逗号把一个名称断成了两个（整个名称加英文引号，如 \"甲厂（东区、西区）\"）",
             "[F03] a.yaml 第7行第19列：“名单”的名单里“西）”的括号不成对，多半是括号里的逗号把一个名称断成了两个（整个名称加英文引号，如 \"甲厂（东区、西区）\"）",
             "[F03] a.yaml 第7行第26列：“名单”的名单里“乙”写了两次，个数会多算（删去一个；确是两个，写明区别）",
             "[F03] a.yaml 第7行第29列：“名单”的名单里“丙;丁”像是几个名称，只算一个（拆成几项；确是一个名称，加英文引号）"],
        ),
        (
            GOOD + "数据:\n  经济: {名单: 甲厂（东区、西区）}\n",
            [],
        ),
        (
            GOOD + "数据:\n  经济: {名单: [1）甲厂, 2）乙厂, \"丙“示范\"]}\n",
            [],
        ),
        (
            GOOD + "数据:\n  经济: {出口: {值: {甲: 1}}, 名单: [无]}\n",
            ["[F03] a.yaml 第7行第12列：“出口”的值读不懂（写一个数、一个名称或一个名单）",
             "[F07] a.yaml 第7行第30列：“名单”的名单里只有“无”，已读作本年没有（请核对）"],
        ),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_at_its_place(text: str, expected: list[str]) -> None:
    assert told(text) == expected


def test_a_date_that_is_none_is_told() -> None:
    made, _ = report()
    assert made.printed().problems == ()
    text = YEAR.format(prose="          - 好。", data="  经济: {出口: 1, 企业: 1}") + "日期: 2024年13月1日\n"
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    broken, _ = read_report([yamltext.parse(text, "a.yaml")[0]], dictionary, None)
    assert {str(problem) for problem in broken.printed().problems} == {
        "[F13] a.yaml 第15行第5列：没有“2024年13月1日”这一天（写法如 2024年1月8日）"
    }


def test_the_same_datum_in_two_files_is_told() -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    first = yamltext.parse(GOOD + "数据: {经济: {出口: 1}}\n", "甲.yaml")[0]
    second = yamltext.parse("标题: 又\n数据: {经济: {出口: 2}}\n", "乙.yaml")[0]
    problems = read_report([first, second], dictionary, None)[1]
    assert [str(problem) for problem in problems] == [
        "[F17] 乙.yaml 第1行第1列：“标题”在几个文件里都写了（只留一处）",
        "[F17] 乙.yaml 第2行第15列：“出口”在几个文件里都填了（只留一处）",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("指标表: {出口: {类别: 金额}}\n", ["[F01] f.yaml 第1行第1列：指标字典里不认识“指标表”，写在它下面的都没有用上（可以写的是：科室、名称、指标、关系、过时词）"]),
        ("指标: {经济: {出口: 亿元}}\n", ["[F01] f.yaml 第1行第11列：指标“出口”没有说明内容（写成 {单位: …, 类别: …, 科室: …}）"]),
        ("指标: {出口: {类别: 钱}}\n", ["[F01] f.yaml 第1行第15列：没有“钱”这一类别（可写：计数、金额、数量、比率、增速、百分点、时长、名次、名单、名称、年份）"]),
        ("指标: {出口: {类别: 金额, 小数: 两位}}\n", ["[F01] f.yaml 第1行第23列：“小数”应当是数，写的是“两位”（改成数）"]),
        ("指标: {出口: {类别: 金额, 位数: 2}}\n", ["[F01] f.yaml 第1行第19列：指标“出口”里不认识“位数”（核对写法）"]),
        ("过时词: {疫情: 前年}\n", ["[F01] f.yaml 第1行第7列：过时词“疫情”后面要写年份（例如 疫情: 2022）"]),
        ("指标: {出口: {类别: 金额, 检查: 关}}\n", ["[F01] f.yaml 第1行第23列：“检查”下面要一行一个编号（写成 检查: {C11: 关}）"]),
        ("关系: [[甲]]\n", ["[F01] f.yaml 第1行第6列：这一条关系读不懂（写成 {关系: 甲 <= 乙, 说明: …}）"]),
    ],
)
def test_a_faulty_dictionary_is_told_and_the_rest_is_used(text: str, expected: list[str]) -> None:
    assert [str(problem) for problem in Dictionary.read(yamltext.parse(text, "f.yaml")[0])[1]] == expected


@pytest.mark.parametrize("relation", ["企业 <=", "5 != 5", "(5) == (0)"])
def test_a_relation_that_is_no_expression_over_figures_is_told(relation: str) -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS + f"  - {{关系: {relation}, 说明: 甲}}\n", "fields.yaml")[0])
    text = YEAR.format(prose="          - 【出口】【企业】。", data="  经济: {出口: 1, 企业: 1}")
    made, _ = read_report([yamltext.parse(text, "a.yaml")[0]], dictionary, None)
    assert [str(problem) for problem in check(Subject.of(made))] == [
        f"[F24] fields.yaml 第21行第10列：关系“{relation}”写法不对（写成 甲 <= 乙 这样的式子）"
    ]


def test_a_topic_whose_sentences_are_all_dropped_is_dropped_with_them() -> None:
    made, _ = report("  经济: {出口: 无, 企业: 1}", "共【出口】。")
    assert made.printed().context["部分"][0]["小节"] == []


def test_a_sentence_may_carry_notes() -> None:
    assert said('{句: "共【企业】家。", 沿用: 已确认}') == ("共8家。", [])


def test_a_field_is_found_by_leaf_or_path() -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    assert dictionary.find("出口") is dictionary.find("经济.出口")
    assert dictionary.find("没有") is None


FALLS = FIELDS.replace("    事故同比:", "    事故: {单位: 起, 类别: 计数, 科室: 农业办, 必填: 否}\n    事故同比:").replace("方向: 下降,", "指标: 事故, 方向: 下降,")


@pytest.mark.parametrize(("this", "last", "text"), [("7", "9", "22.2"), ("9", "7", "-28.6"), ("7", "0", "")])
def test_an_empty_rate_of_a_field_that_counts_falls_is_worked_out_as_a_fall(this: str, last: str, text: str) -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FALLS, "fields.yaml")[0])
    before = read_report([yamltext.parse(GOOD.replace("2024", "2023") + f"数据: {{农业: {{事故: {last}}}}}\n", "2023.yaml")[0]], dictionary, None)[0]
    made, _ = read_report([yamltext.parse(GOOD + f"数据: {{农业: {{事故: {this}, 事故同比: }}}}\n", "a.yaml")[0]], dictionary, before)
    assert made.data[("农业", "事故同比")].text == text


@pytest.mark.parametrize(("written", "state"), [("null", "待补"), ("~", "待补"), ('"null"', "已填"), ("'~'", "已填"), ('""', "待补")])
def test_only_an_unquoted_null_is_a_gap(written: str, state: str) -> None:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "fields.yaml")[0])
    made, _ = read_report([yamltext.parse(GOOD + f"单位: {{街道: {written}}}\n", "a.yaml")[0]], dictionary, None)
    assert made.data[("单位", "街道")].state == state


@pytest.mark.parametrize(("levels", "found"), [(("甲",), True), (("甲", "乙"), False)])
def test_a_rate_belongs_to_a_level_elsewhere_only_where_there_is_one_of_that_name(levels: tuple[str, ...], found: bool) -> None:
    fields = "指标:\n" + "".join(f"  {name}:\n    出口: {{单位: 亿元, 类别: 金额, 必填: 否}}\n" for name in levels)
    fields += '  丙:\n    出口同比: {单位: "%", 类别: 增速, 指标: 出口, 必填: 否}\n'
    dictionary, _ = Dictionary.read(yamltext.parse(fields, "fields.yaml")[0])
    data = "".join(f"  {name}: {{出口: 12.30}}\n" for name in levels) + "  丙: {出口同比: 9.1}\n"
    text = YEAR.format(prose="          - 好。", data=data)
    made, _ = read_report([yamltext.parse(text, "2024.yaml")[0]], dictionary, None)
    rates = [made.data[(name, "出口")].rate for name in levels]
    assert [rate is not None and rate.text for rate in rates] == (["9.1"] if found else [False, False])
