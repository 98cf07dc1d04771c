"""A report of any shape: sections to any depth, blocks among sentences, and the one flat list that a template prints."""

from __future__ import annotations

from typing import Any

import pytest

from reportgen import yamltext
from reportgen.problem import Problem
from reportgen.provenance import origins
from reportgen.report.checks import Subject, check
from reportgen.report.dictionary import Dictionary
from reportgen.report.load import Report, read_report
from reportgen.report.numbering import counted, number_of, own_number
from reportgen.storage.given import Given

FIELDS = """
指标:
  经济:
    产值: {单位: 亿元, 类别: 金额, 小数: 2}
    企业: {单位: 家, 类别: 计数}
    出口: {单位: 亿元, 类别: 金额, 小数: 2, 必填: 否}
"""
DATA = "数据: {经济: {产值: 12.30, 企业: 8}}\n"


def read(text: str, data: str = DATA) -> tuple[Report, list[Problem]]:
    dictionary, _ = Dictionary.read(yamltext.parse(FIELDS, "f.yaml")[0])
    document, problems = yamltext.parse(f"年度: 2024\n标题: 题\n{text}{data}", "a.yaml")
    report, told = read_report([document], dictionary, None)
    return report, [*problems, *told]


def line(block: dict[str, Any]) -> str:
    """A block as one line: kind and level, then what it prints."""
    words = "".join(map(str, block.get("各句", ())))
    if block["类"] == "连排":
        words += "".join(f"<{piece['文']}{piece['止']}>" + "".join(map(str, piece["各句"])) for piece in block["各节"])
    if block["类"] == "表":
        words = " / ".join("|".join(str(cell["字"]) for cell in row) for row in (block["列"], *block["行"]))
    if block["类"] == "图":
        words = f"{block['文件']} {block['题注']}"
    lead = f"{block['序号']}{block['文']}{block['止'] if block['类'] != '标题' else ''}" if block.get("文") else ""
    return f"{block['类']}{block['级']} {lead}{'｜' if lead and words else ''}{words}"


def flat(text: str) -> list[str]:
    report, told = read(text)
    assert told == []
    printed = report.printed()
    assert printed.problems == ()
    for block in printed.context["全文"]:
        assert_together(block)
    return list(map(line, printed.context["全文"]))


def assert_together(block: dict[str, Any]) -> None:
    """What a block has in a word is what it has in pieces, and came from the same places."""
    levelled = block["类"] in ("标题", "接排")
    assert block["样式"] == block["类"] + (str(min(block["级"], 5)) if levelled else "")
    assert ("题" in block) == (levelled or block["类"] == "话题")
    for held in (block, *block.get("各节", ())):
        sentences = held.get("各句", ())
        assert ("正文" in held) == ("各句" in held)
        assert origins(held.get("正文", "")) == origins(list(sentences))
        assert str(held.get("正文", "")) == "".join(map(str, sentences))
        if "题" in held:
            pieces = [held.get("序号", ""), held["文"], *([held["止"]] if held["文"] and held.get("类") != "标题" else [])]
            assert str(held["题"]) == "".join(map(str, pieces))
            assert origins(held["题"]) == origins(pieces)


def told(text: str) -> list[str]:
    report, problems = read(text)
    return [f"{problem.code} {problem.message}（{problem.hint}）" for problem in (*problems, *report.printed().problems)]


DEEP = """\
部分:
  - 标题: 甲
    总起: 甲总起。
    小节:
      - 标题: 乙
        正文: 乙文。
        小节:
          - 标题: 丙
            正文: 丙文。
            小节:
              - 标题: 丁
                接排: 是
                正文: 丁文。
              - 标题: 丁二
                小节:
                  - 标题: 戊
                    正文: 戊文。
          - 标题: 丙二
            接排: 是
            正文: [丙二文。, {段: 丙二又一段。}]
      - 话题: 话
        正文: 话文。
      - 标题: 乙二
        正文: 乙二文。
  - 标题: 甲二
    小节: [{标题: 又从一起, 正文: 文。}]
"""


def test_sections_nest_and_each_level_is_numbered_anew_below_its_heading() -> None:
    assert flat(DEEP) == [
        "标题1 一、甲", "段1 甲总起。",
        "标题2 （一）乙", "段2 乙文。",
        "标题3 1.丙", "段3 丙文。",
        "接排4 （1）丁。｜丁文。", "标题4 （2）丁二", "标题5 ①戊", "段5 戊文。",
        "接排3 2.丙二。｜丙二文。", "段3 丙二又一段。",
        "话题2 话。｜话文。",
        "标题2 （二）乙二", "段2 乙二文。",
        "标题1 二、甲二", "标题2 （一）又从一起", "段2 文。",
    ]  # fmt: skip


def test_numbers_are_automatic_as_written_none_or_begin_where_one_says() -> None:
    text = """\
部分:
  - {标题: 甲, 总起: 一句。}
  - {标题: 三、照写的, 序号: 照写, 总起: 一句。}
  - {标题: 接着编, 总起: 一句。}
  - {标题: 不编号, 序号: 无, 总起: 一句。}
  - {标题: 再接着, 总起: 一句。}
  - {标题: 跳到九, 序号: 9, 总起: 一句。}
"""
    headings = [words for words in flat(text) if words.startswith("标题")]
    assert headings == ["标题1 一、甲", "标题1 三、照写的", "标题1 四、接着编", "标题1 不编号", "标题1 五、再接着", "标题1 九、跳到九"]


@pytest.mark.parametrize(
    ("level", "count", "expected"),
    [(1, 12, "十二、"), (2, 1, "（一）"), (3, 10, "10."), (4, 2, "（2）"), (5, 20, "⑳"), (5, 21, ""), (6, 1, "")],
)
def test_each_level_has_its_form_and_what_has_none_has_no_number(level: int, count: int, expected: str) -> None:
    assert number_of(level, count) == expected
    assert not expected or (own_number(f"{expected}某某"), counted(f"{expected}某某", level)) == (expected, count)


@pytest.mark.parametrize("heading", ["2024年工作回顾", "3.5亿元的项目", "一体推进", "“十四五”收官", "十项举措", "第一产业稳定"])
def test_a_heading_that_begins_with_a_figure_or_a_word_brings_no_number(heading: str) -> None:
    assert own_number(heading) == ""


def test_a_sixth_level_has_no_number_and_that_is_told() -> None:
    inside = "".join(f"{'    ' * n}    小节:\n{'    ' * n}      - 标题: 第{n + 2}级\n" for n in range(5))
    report, problems = read(f"部分:\n  - 标题: 第1级\n{inside}")
    printed = report.printed()
    assert problems == []
    assert [line(block) for block in printed.context["全文"]][-2:] == ["标题5 ①第5级", "标题6 第6级"]
    assert [problem.code for problem in printed.problems] == ["F49"]


def test_a_heading_that_brings_its_number_is_an_error_with_both_mendings() -> None:
    _, problems = read("部分:\n  - 标题: 二、存在的困难\n    总起: 一句。\n")
    (problem,) = problems
    assert (problem.code, str(problem.message)) == ("F40", "标题自己带了序号“二、”，程序还会再加一个")
    assert str(problem.hint) == "改成：- 标题: 存在的困难；要照自己写的序号印，在下面加一行 序号: 照写"
    assert problem.repair is not None
    assert problem.repair[1] == "  - 标题: 存在的困难"
    assert told("部分: [{标题: 甲, 总起: 好。}]\n附件: [{名称: 附件1：名词解释, 正文: 好。}]\n")[0].startswith("F40 标题自己带了序号“附件1：”")


BLOCKS = """\
开头:
  - 头一句。
  - 头二句。
  - 段: [第二段一句。, 第二段二句。]
  - 头三句。
部分:
  - 标题: 甲
    总起:
      - 总起。
      - 段: 总起第二段。
    小节:
      - 话题: 话
        正文:
          - 一句。
          - 表: {标题: 进度, 列: [项目, 数], 行: [[甲, 【产值】], [乙, "12,345"], [丙, ""]]}
          - 二句。
结尾: {段: 请审议。}
"""


def test_plain_sentences_in_a_row_are_one_paragraph_and_blocks_stand_where_they_are_written() -> None:
    assert flat(BLOCKS) == [
        "段0 头一句。头二句。", "段0 第二段一句。第二段二句。", "段0 头三句。",
        "标题1 一、甲", "段1 总起。", "段1 总起第二段。",
        "话题2 话。｜一句。", "表2 项目|数 / 甲|12.30 / 乙|12,345 / 丙|", "段2 二句。",
        "段0 请审议。",
    ]  # fmt: skip


def test_the_values_in_one_another_of_before_have_the_sentences_of_paragraphs_too() -> None:
    context = read(BLOCKS)[0].printed().context
    assert [str(text) for text in context["开头"]] == ["头一句。", "头二句。", "第二段一句。", "第二段二句。", "头三句。"]
    assert [str(text) for text in context["部分"][0]["总起"]] == ["总起。", "总起第二段。"]


def test_together_topics_share_a_paragraph_that_what_stands_apart_ends() -> None:
    text = """\
版式: {话题: 连排}
部分:
  - 标题: 甲
    总起: 总起。
    小节:
      - {话题: 话一, 正文: 一。}
      - {正文: 没有话题。}
      - 话题: 话二
        正文: [二。, {段: 自己一段。}, 三。]
      - {标题: 题, 正文: 文。}
      - {话题: 话四, 正文: 四。}
"""
    assert flat(text) == [
        "标题1 一、甲", "连排1 总起。<话一。>一。<>没有话题。<话二。>二。", "段2 自己一段。", "连排2 <>三。", "标题2 （一）题",
        "连排2 <>文。", "连排2 <话四。>四。",
    ]  # fmt: skip


def test_a_section_goes_with_its_last_sentence_but_not_while_something_is_left_below() -> None:
    text = "部分:\n  - 标题: 甲\n    小节:\n      - {标题: 空, 正文: 有【产值】。}\n      - {标题: 留, 正文: 有【产值】。, 小节: [{标题: 下, 正文: 好。}]}\n      - {标题: 后, 正文: 好。}\n"
    report, problems = read(text, data="数据: {经济: {产值: 无, 企业: 1}}\n")
    blocks = [line(block) for block in report.printed().context["全文"]]
    assert blocks == ["标题1 一、甲", "标题2 （一）留", "标题3 1.下", "段3 好。", "标题2 （二）后", "段2 好。"]
    assert problems == []


def test_rows_come_from_the_data_by_name_or_by_group() -> None:
    text = "部分:\n  - 标题: 甲\n    总起:\n      - 表: {数据: [产值, 企业], 列: [指标, 完成, 单位]}\n      - 表: {数据: 经济}\n"
    assert flat(text)[1:] == [
        "表1 指标|完成|单位 / 产值|12.30|亿元 / 企业|8|家", "表1 指标|单位|完成|同比 / 产值|亿元|12.30|— / 企业|家|8|—",
    ]  # fmt: skip


def test_a_row_of_what_there_is_not_prints_a_dash_in_every_column_that_has_no_words() -> None:
    columns = "[指标, 单位, 目标, 完成, 完成率, 同比, 位次, 备注]"
    text = f"部分:\n  - 标题: 甲\n    总起:\n      - 表: {{数据: 经济, 列: {columns}}}\n"
    report, problems = read(text, data="数据: {经济: {产值: {值: 无, 目标: 12}, 企业: 无}}\n")
    assert problems == []
    rows = line(report.printed().context["全文"][1]).split(" / ")[1:]
    assert rows == ["产值|亿元|12|—|—|—|—|", "企业|家|—|—|—|—|—|"]


@pytest.mark.parametrize(
    ("columns", "unused"),
    [("[指标, 完成]", ["出口"]), ("[指标, 单位]", ["产值", "企业", "出口"]), ("[指标, 【企业】]", ["产值", "出口"])],
)
def test_a_figure_that_a_table_in_the_text_prints_is_used(columns: str, unused: list[str]) -> None:
    text = f"部分:\n  - 标题: 甲\n    总起:\n      - 表: {{数据: [产值, 企业], 列: {columns}}}\n"
    report, _ = read(text, data="数据: {经济: {产值: 12.30, 企业: 8, 出口: 3}}\n")
    told = [str(problem) for problem in check(Subject.of(report)) if problem.code == "C10"]
    assert [problem.split("“")[1].split("”")[0] for problem in told] == unused


@pytest.mark.parametrize(
    ("table", "expected"),
    [
        ("{列: [甲, 乙], 行: [[一, 二], [三]]}", "F46 表头有 2 列，第 2 行有 1 格（补齐或删去；空着的格子写 \"\"；一格里有逗号的，整格加英文引号）"),
        ("{标题: 空}", "F46 表里一行也没有（写上“行”，或用“数据”“文件”）"),
        ("{列: [甲], 行: [一]}", "F46 表的一行要写成 [甲, 乙]（每一行用方括号括起来，各格用英文逗号隔开）"),
        ("{数据: 产出}", "F46 数据里没有“产出”（核对名称：要与“数据”里的一样）"),
        ("{数据: 产值, 列: [指标, 快慢]}", "F46 从数据列表，没有“快慢”这一列（可写：序号、指标、单位、目标、完成、完成率、同比、位次、备注）"),
        ("{列: [甲, 乙], 列宽: [3], 行: [[1, 2]]}", "F46 “列宽”要写 2 个数，一列一个（如 列宽: [3, 1]）"),
        ("{列: [甲, 乙], 行: [[一, 12,345]]}", "F43 “12,345”在方括号里会从逗号断开，成了两项（是一个数，整项加英文引号，或不写逗号；是两项，逗号后面空一格）"),
    ],
)
def test_a_table_that_cannot_be_filled_is_told(table: str, expected: str) -> None:
    assert expected in told(f"部分:\n  - 标题: 甲\n    总起:\n      - 一句。\n      - 表: {table}\n")


def test_a_cell_may_have_a_list_with_chinese_commas_in_it() -> None:
    rows = "行:\n            - [园区, 结顶、招商]\n            - [道路, 通车]\n"
    assert flat(f"部分:\n  - 标题: 甲\n    总起:\n      - 表:\n          列: [项目, 计划]\n          {rows}")[1] == (
        "表1 项目|计划 / 园区|结顶、招商 / 道路|通车"
    )
    assert "Y20" in [problem.code for problem in read("开头: [甲、乙、丙]\n部分: [{标题: 甲, 总起: 好。}]\n")[1]]


def test_cells_of_one_digit_after_a_comma_without_blank_are_cells() -> None:
    assert flat("部分:\n  - 标题: 甲\n    总起:\n      - 表: {列: [甲, 乙], 行: [[1,2], [3,4]]}\n")[1] == "表1 甲|乙 / 1|2 / 3|4"


def test_a_table_file_is_read_as_it_is_seen() -> None:
    from dataclasses import replace

    text = "部分:\n  - 标题: 甲\n    总起:\n      - 表: 表/进度.csv\n"
    report, problems = read(text)
    assert problems == []
    held = {"表/进度.csv": Given("进度.csv", "项目,进度\n甲,完工\n乙,在建\n".encode())}
    blocks = replace(report, files=held).printed().context["全文"]
    assert line(blocks[1]) == "表1 项目|进度 / 甲|完工 / 乙|在建"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ("- 段：一是抓项目。", "改成：- 段: 一是抓项目。；就是要印这几个字的，整句加英文引号"),
        ("- 段:一是抓项目。", "改成：- 段: 一是抓项目。；就是要印这几个字的，整句加英文引号"),
        ("- 句：一句。", "改成：- 句: 一句。；就是要印这几个字的，整句加英文引号"),
        ("- 表:{标题: 甲}", "改成：- 表: {标题: 甲}；就是要印这几个字的，整句加英文引号"),
        ("- 总起：我们。", "“总起”不是句子，写在小节里，用英文冒号加空格；就是要印这几个字的，整句加英文引号"),
    ],
)
def test_an_item_that_begins_with_a_key_and_a_wrong_colon_is_an_error(item: str, expected: str) -> None:
    problems = read(f"部分:\n  - 标题: 甲\n    总起:\n      - 一句。\n      {item}\n")[1]
    assert [str(problem.hint) for problem in problems if problem.code == "F42"] == [expected]


@pytest.mark.parametrize("item", ["- '段：一是抓项目。'", "- 目标：全年完成。", "- 段落清楚。", "- {句: 段：照录}"])
def test_what_is_quoted_or_begins_otherwise_is_a_sentence(item: str) -> None:
    problems = read(f"部分:\n  - 标题: 甲\n    总起:\n      - 一句。\n      {item}\n")[1]
    assert [problem.code for problem in problems if problem.code == "F42"] == []


@pytest.mark.parametrize(("text", "count"), [("[产值12,345万元。]", 1), ("[增长3%, 4家。]", 0), ("[\"12,345万元。\"]", 0), ("[甲3, 4乙]", 0)])
def test_a_comma_between_digits_in_a_list_of_sentences_parts_a_number(text: str, count: int) -> None:
    problems = read(f"开头: {text}\n部分: [{{标题: 甲, 总起: 好。}}]\n")[1]
    assert [problem.code for problem in problems].count("F43") == count


@pytest.mark.parametrize(
    ("items", "told"),
    [
        ("- 一是抓项目。\n      - 二是抓服务。\n", ["- 段: 二是抓服务。"]),
        ("- 平台提速。\n      - （一）抓项目。\n", ["- 段: （一）抓项目。"]),
        ("- 平台提速。\n      - ——抓项目。\n", ["- 段: ——抓项目。"]),
        ("- 平台提速。\n      - 一是抓项目，二是抓服务。\n      - 2024年完工。\n", ["- 段: 一是抓项目，二是抓服务。"]),
        ("- 平台提速。\n      - {句: 一是抓项目。, 照录: 是}\n      - 3.5亿元到位。\n      - 一些项目完工。\n", []),
        ("- 平台提速。\n      - 段: 一是抓项目。\n      - 段: 二是抓服务。\n", []),
    ],
)
def test_a_sentence_that_looks_like_a_paragraph_is_asked_about(items: str, told: list[str]) -> None:
    report, problems = read(f"部分:\n  - 标题: 甲\n    总起:\n      {items}")
    assert problems == []
    found = [problem for problem in check(Subject.of(report)) if problem.code == "C60"]
    assert [problem.repair[1].strip() for problem in found if problem.repair] == told
    assert len(found) == len(told)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("部分: [{标题: 甲, 序号: 照抄, 总起: 好。}]\n", "F44 “序号: 照抄”不认识（可写：自动、照写、无，或从几编起）"),
        ("部分: [{标题: 甲, 接排: 好, 总起: 好。}]\n", "F44 “接排: 好”不认识（可写：是、否）"),
        ("部分: [{标题: 甲, 所述年度: 去年, 总起: 好。}]\n", "F44 “所述年度: 去年”不是年份（写四位的年份，如 所述年度: 2024）"),
        ("部分: [{标题: 甲, 总起: [{图: {文件: a.png, 宽: 半版}}]}]\n", "F44 “宽: 半版”读不懂（写成 12厘米、120毫米 或 80%）"),
        ("部分: [{标题: 甲, 小节: [{标题: 乙, 话题: 丙, 正文: 好。}]}]\n", "F45 “标题”、“话题”只能写一样（留一样，删去另一样）"),
        ("称谓: 各位：\n主送机关: 县政府：\n部分: [{标题: 甲, 总起: 好。}]\n", "F45 “主送机关”、“称谓”只能写一样（留一样，删去另一样）"),
        ("部分: [{标题: 甲, 总起: [{段: 好。, 旁注: 丙}]}]\n", "F16 段里不认识“旁注”（可写：段）"),
    ],
)
def test_what_is_chosen_or_combined_wrongly_is_told(text: str, expected: str) -> None:
    assert expected in told(text)
