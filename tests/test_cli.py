"""What a clerk types and reads."""

from __future__ import annotations

import json
from pathlib import Path

import docx
import pytest
from clerk import change, typed
from docx_samples import document

from reportgen import __version__
from reportgen.cli import ASKED, COMMANDS
from reportgen.cli.chinese import Listed

ROOT = Path(__file__).parents[1]


def test_generate_writes_the_year_and_says_so(office: Path) -> None:
    done = typed("generate", "2022")
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout == "已生成 output/2022年街道重点任务完成情况汇报材料.docx（78 个数据）\n全文约 4020 字、7 页，读一遍约 19 分钟。\n核对时另有 19 处提醒、12 处说明，运行 reportgen 检查 2022 查看。\n"
    assert docx.Document(str(office / "output/2022年街道重点任务完成情况汇报材料.docx")).paragraphs[0].text == "街道重点任务完成情况汇报材料"


def test_the_chinese_alias_and_forms_of_the_year_do_the_same(office: Path) -> None:
    typed("generate", "2022")
    first = (office / "output/2022年街道重点任务完成情况汇报材料.docx").read_bytes()
    assert typed("生成", "２０２２年").exit_code == 0
    assert [path.name for path in (office / "output").glob("*.docx")] == ["2022年街道重点任务完成情况汇报材料.docx"]
    assert (office / "output/2022年街道重点任务完成情况汇报材料.docx").read_bytes() == first


def test_three_gaps_are_refused_and_nothing_is_written(office: Path) -> None:
    for old, new in (("研发费用投入: 7.05", "研发费用投入:"), ("早晚稻面积: 2310", "早晚稻面积:"), ("惠及户数: 1058", "惠及户数:")):
        change(office, 2024, old, new)
    done = typed("generate", "2024")
    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.endswith("只差没报来的数：要一份催数的清单，运行 reportgen 检查 2024 --缺项；先出草稿，加 --草稿。\n")
    lines = [line.strip() for line in done.stderr.splitlines() if "[C01]" in line]
    assert [line.split("：", 1)[1] for line in lines] == ["还缺“研发费用投入”（单位：亿元）", "还缺“早晚稻面积”（单位：亩）", "还缺“惠及户数”（单位：户）"]
    assert all("2024.yaml 第" in line for line in lines)
    for department in ("科室：经济发展办", "科室：农业农村办", "科室：社会事业办"):
        assert department in done.stderr
    assert "没有生成文件：有 3 处错误，其中经济发展办 1 个、农业农村办 1 个、社会事业办 1 个。改正后再运行一次。" in done.stderr
    assert not (office / "output").exists() or not list((office / "output").glob("*.docx"))


@pytest.mark.parametrize(
    ("new", "code", "printed"),
    [
        ("- 建成安置房 3 #楼。\n  - 现将有关情况汇报如下：", "Y19", "建成安置房 3"),
        ("- 完成产值「自营出口」亿元。\n  - 现将有关情况汇报如下：", "F25", "完成产值「自营出口」亿元。"),
    ],
)
def test_a_copy_that_says_another_than_was_typed_is_told_when_it_is_made(office: Path, new: str, code: str, printed: str) -> None:
    change(office, 2024, "- 现将有关情况汇报如下：", new)
    done = typed("generate", "2024")
    assert done.exit_code == 0 and f"[{code}] 2024.yaml" in done.stderr
    assert printed in "".join(each.text for each in docx.Document(str(next((office / "output").glob("*.docx")))).paragraphs)
    assert "另有 1 处提醒、1 处说明，见上文。" in done.stdout and " 处提醒、" not in done.stdout.rpartition("核对时另有")[2]


def test_with_draft_it_is_written_and_what_is_missing_is_counted(office: Path) -> None:
    change(office, 2024, "研发费用投入: 7.05", "研发费用投入:")
    done = typed("generate", "2024", "--草稿")
    assert done.exit_code == 0
    assert done.stdout.startswith("已生成草稿 output/澄屿街道2024年重点任务完成情况汇报材料（草稿）.docx（88 个数据）\n还缺 1 个数：经济发展办 1 个。")
    assert "【待补：研发费用投入】" in "".join(p.text for p in docx.Document(str(next((office / "output").glob("*.docx")))).paragraphs)


def test_a_copy_that_was_edited_is_kept_and_the_new_one_gets_another_name(office: Path) -> None:
    typed("generate", "2022")
    path = office / "output/2022年街道重点任务完成情况汇报材料.docx"
    edited = docx.Document(str(path))
    edited.paragraphs[0].add_run("（领导改）")
    edited.save(str(path))
    kept = path.read_bytes()
    done = typed("generate", "2022")
    assert done.exit_code == 0
    assert "有人改过，没有覆盖；新稿存为“2022年街道重点任务完成情况汇报材料（2）.docx”" in done.stderr
    assert "已生成 output/2022年街道重点任务完成情况汇报材料（2）.docx" in done.stdout
    assert path.read_bytes() == kept


def test_the_trace_is_stored_beside_the_output(office: Path) -> None:
    typed("generate", "2024")
    record = json.loads(next((office / "output/.reportgen").glob("*.json")).read_text(encoding="utf-8"))
    assert (record["年度"], record["草稿"]) == (2024, False)
    assert record["轨迹"]["格式"] == 2
    assert ["数据", "经济发展", "外资外贸", "自营出口"] in [source["址"] for source in record["轨迹"]["来源"]]


def test_the_result_can_be_had_as_data(office: Path) -> None:
    data = json.loads(typed("generate", "2024", "--json").stdout)
    assert data["figures"] == 88
    assert data["missing"] == {}
    assert {problem["code"] for problem in data["problems"]} == {"C07", "C17", "C25", "F12"}
    change(office, 2024, "【自营出口】", "【自营出囗】")
    failed = typed("generate", "2024", "--json")
    assert failed.exit_code == 1
    assert json.loads(failed.stdout)["file"] is None


def test_a_finding_raised_to_an_error_in_the_settings_forbids_the_final_copy_but_no_draft(office: Path) -> None:
    Path("reportgen.yaml").write_text("检查: {C17: 错误, C25: 关}\n", encoding="utf-8")
    done = typed("generate", "2024")
    assert done.exit_code == 1
    assert "[C17] 2024.yaml" in done.stderr
    assert "C25" not in typed("check", "2024").stdout
    assert typed("generate", "2024", "--draft").exit_code == 0


def test_check_shows_everything_by_grade_and_department(office: Path) -> None:
    change(office, 2024, "研发费用投入: 7.05", "研发费用投入:")
    change(office, 2024, "初中普高率: 63.4", "初中普高率: 634")
    done = typed("检查", "2024")
    assert (done.exit_code, done.stderr) == (1, "")
    assert done.stdout.startswith("2024 年度：1 处错误、2 处提醒、4 处说明；还缺 1 个数。\n与上年一字不差的 0 句，只换数字的 0 句，")
    assert "  科室          错误  提醒  说明\n  经济发展办       1     0     2\n  社会事业办       0     2     0\n" in done.stdout
    assert [line for line in done.stdout.splitlines() if line.startswith(("错误", "提醒", "说明"))] == ["错误（1 处）", "提醒（2 处）", "说明（4 处）"]
    assert "社会事业办" not in typed("check", "2024", "--科室", "经济发展办").stdout


def test_check_never_says_that_all_is_reported_of_a_department_or_a_file_that_it_cannot_read(office: Path) -> None:
    done = typed("check", "2024", "--科室", "经济办")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "没有“经济办”这个科室，现有的科室：" in done.stderr
    assert "经济发展办" in done.stderr
    (office / "inputs/2026.yaml").write_text("年度：2026\n标题: 甲\n", encoding="utf-8")
    assert "输入读不通，还缺哪些数要改好再数。" in typed("check", "2026").stdout
    (office / "inputs/2027.yaml").write_text("年度: 去年\n标题: 甲\n", encoding="utf-8")
    unread = typed("check", "2027").stdout
    assert unread.startswith("不明 年度：") and "-1" not in unread and "\n0" not in unread, "a year that cannot be read is not 0"
    asked = typed("check", "2026", "--缺项")
    assert (asked.exit_code, asked.stdout, "[Y14]" in asked.stderr) == (1, "", True)


def test_what_is_missing_can_be_pasted_into_a_chat(office: Path) -> None:
    assert typed("check", "2024", "--缺项").stdout == "2024 年度的数都报齐了。\n"
    for old, new in (("研发费用投入: 7.05", "研发费用投入:"), ("早晚稻面积: 2310", "早晚稻面积:"), ("财政总收入: 18.47", "财政总收入:")):
        change(office, 2024, old, new)
    done = typed("check", "2024", "--missing")
    assert done.exit_code == 1
    assert done.stdout == (
        "【经济发展办】2024 年度还缺 2 个数，请报：\n1. 财政总收入（亿元），上年 18.62\n2. 研发费用投入（亿元），上年 6.48\n\n"
        "【农业农村办】2024 年度还缺 1 个数，请报：\n1. 早晚稻面积（亩），上年 2260\n"
    )


def test_check_gives_its_findings_as_data(office: Path) -> None:
    change(office, 2024, "研发费用投入: 7.05", "研发费用投入:")
    data = json.loads(typed("check", "2024", "--json").stdout)
    assert data["missing"] == [
        {"name": "经济发展.科技创新.研发费用投入", "label": "研发费用投入", "unit": "亿元", "department": "经济发展办", "last": "6.48"}
    ]
    assert data["carried"] == {"unchanged": [], "only_figures": [], "confirmed": 0, "share_percent": 0.0}
    assert data["problems"][0]["code"] == "C01"
    assert typed("check", "1999", "--json").exit_code == 1


def test_sentences_carried_over_are_counted_until_they_are_confirmed(office: Path) -> None:
    sentence = "大兴调查研究之风，班子成员带头领办重点课题，推动解决一批群众反映强烈的停车难、充电难、办证难问题。"
    change(office, 2024, "          - 关心关爱基层干部", f"          - {sentence}\n          - 关心关爱基层干部")
    shown = typed("check", "2024").stdout
    assert "与上年一字不差的 1 句，只换数字的 0 句，共占正文 64 句的字数 1.6%；已确认沿用 0 句。" in shown
    assert "[C21] 2024.yaml" in shown
    assert "另见：2023.yaml 第128行第13列" in shown
    change(office, 2024, f"- {sentence}", f'- {{句: "{sentence}", 沿用: 已确认}}')
    shown = typed("check", "2024").stdout
    assert "已确认沿用 1 句。" in shown
    assert "C21" not in shown


def test_another_place_may_be_named(office: Path) -> None:
    assert typed("generate", "2022", "-o", "我的.docx").exit_code == 0
    assert (office / "我的.docx").exists()
    assert typed("generate", "2022", "-o", "我的.pdf").exit_code == 2


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("generat", "2022"), "没有“generat”这个命令，是不是“generate”？"),
        (("gen", "2022"), "没有“gen”这个命令，是不是“generate”？"),
        (("检察", "2022"), "没有“检察”这个命令，是不是“检查”？"),
        (("稿核", "2022"), "没有“稿核”这个命令，是不是“核稿”？"),
        (("报告", "2022"), "没有“报告”这个命令\n"),
        (("定稿", "2022"), "没有“定稿”这个命令，要写成：reportgen 生成 年度 --定稿"),
        (("填报", "导岀", "2022"), "没有“导岀”这个命令，是不是“导出”或“导入”？"),
        (("new", "2025", "--from", "去年"), "选项“--参照”不对：“去年”不是年度"),
        (("生成",), "用法：reportgen 生成 [--草稿] [--定稿] [-o 文件] [--pdf] [--单位 单位] [--文种 文种] [--json] 年度\n"),
        (("generate",), "年度"),
        (("generate", "今年"), "“今年”不是年度，要写四位数字，例如 2023"),
        (("generate", "2022", "--drfat"), "没有“--drfat”这个选项"),
    ],
)
def test_wrong_usage_is_said_in_chinese_with_status_2(office: Path, words: tuple[str, ...], said: str) -> None:
    done = typed(*words)
    assert done.exit_code == 2
    assert said in done.stderr
    for english in ("Usage", "Error", "Try", "Missing", "No such"):
        assert english not in done.stderr


def test_help_and_version_are_in_chinese(office: Path) -> None:
    text = typed("--help").stdout
    assert "用法：" in text
    assert "generate（生成）" in text
    for english in ("Usage", "Options", "Commands", "Show this message"):
        assert english not in text
    assert typed("--version").stdout == f"reportgen {__version__}\n"
    assert typed().stdout.startswith("用法：") or typed().stderr.startswith("用法：")


@pytest.mark.parametrize(("word", "meant"), ASKED.items())
def test_what_is_looked_for_among_the_commands_can_be_typed_as_it_is_told(office: Path, word: str, meant: str) -> None:
    typed("forms", "export", "2024")
    words = meant.replace("年度", "2024").replace("文件…", "output/填报表/2024年/城建办.xlsx").split()
    assert f"要写成：{meant}" in typed(word).stderr.replace("reportgen ", "")
    assert typed(*words).exit_code == 0


def test_help_may_be_asked_for_in_chinese(office: Path) -> None:
    assert typed("生成", "--帮助").stdout == typed("生成", "--help").stdout
    assert typed("--版本").stdout == typed("--version").stdout


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_command_has_help_and_stands_in_the_manual(office: Path, command: Listed) -> None:
    text = typed(command.name, "--help").stdout
    assert text.split("\n\n")[1].split("\n")[0] == command.summary
    chapters = [path.read_text(encoding="utf-8") for path in (ROOT / "docs/manual").glob("*.md")]
    assert any(f"reportgen {command.chinese}" in chapter for chapter in chapters)


def test_render_fills_any_template_with_any_data(office: Path) -> None:
    Path("t.docx").write_bytes(document("{{ 标题 }}", "{% for x in 各项 %}", "{{ x }}", "{% endfor %}"))
    Path("d.yaml").write_text("标题: 通知\n各项: [1.50, 乙]\n", encoding="utf-8")
    done = typed("套用", "t.docx", "d.yaml", "-o", "o.docx")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "已生成 o.docx\n", "")
    assert [paragraph.text for paragraph in docx.Document("o.docx").paragraphs] == ["通知", "1.50", "乙"]
    assert typed("render", "t.docx", "d.yaml").exit_code == 2
    checked = typed("render", "t.docx", "d.yaml", "--check")
    assert (checked.exit_code, checked.stdout) == (0, "没有发现错误\n")
    piped = typed("render", "t.docx", "-", "-o", "p.docx", answer='{"标题": "甲", "各项": []}')
    assert piped.exit_code == 0
    assert docx.Document("p.docx").paragraphs[0].text == "甲"


def test_render_tells_what_is_wrong_with_template_and_data(office: Path) -> None:
    Path("t.docx").write_bytes(document("{{ 标题 }}{{ 没有 }}"))
    Path("d.yaml").write_text("标题: 通知\n", encoding="utf-8")
    done = typed("render", "t.docx", "d.yaml", "-o", "o.docx")
    assert done.exit_code == 1
    assert "[R01] 正文第1段：没有名为“没有”的数据" in done.stderr
    assert not Path("o.docx").exists()
    assert "P0" in typed("render", "d.yaml", "d.yaml", "-o", "o.docx").stderr
    assert typed("render", "没有.docx", "d.yaml", "-o", "o.docx").exit_code == 1
    assert json.loads(typed("render", "t.docx", "d.yaml", "--check", "--json").stdout)["problems"][0]["code"] == "R01"


def _bare_template(tmp_path: Path) -> None:
    from docx_samples import body_xml, paragraph

    text = paragraph("# 一、概况") + paragraph("全年投入{{ 投人 }}亿元。") + paragraph("{% for 项 in 名单 %}{{ 项.名 }}{% endfor %}")
    (tmp_path / "模板.docx").write_bytes(body_xml(text, header=paragraph("{{ 单位 }}")))
    (tmp_path / "数据.yaml").write_text("投入: 7.05\n单位: 某单位\n名单:\n  - {名: 甲}\n  - {称: 乙}\n", encoding="utf-8")


def test_render_check_tells_missing_and_unused_data_and_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bare_template(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = typed("render", "模板.docx", "数据.yaml", "--check")
    assert done.exit_code == 1
    assert "[R01] 正文第2段（“一、概况”之下）：没有名为“投人”的数据\n    全年投入【{{ 投人 }}】亿元。\n    → 是不是“投入”？" in done.stderr
    assert "（在“名单”第2项“乙”里）" in done.stderr
    assert "[R22] 数据里的“投入”、“名单”各项的“称”模板没有用到" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["数据.yaml", "模板.docx"]


def test_render_names_lists_what_a_template_asks_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bare_template(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = typed("套用", "模板.docx", "--名称")
    assert (done.exit_code, done.stdout) == (0, "投人\n名单[].名\n单位\n")
    assert typed("render", "模板.docx").exit_code == 2


def test_render_annotate_puts_the_faults_into_a_copy_of_the_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _bare_template(tmp_path)
    monkeypatch.chdir(tmp_path)
    done = typed("render", "模板.docx", "数据.yaml", "--annotate", "批注.docx")
    assert (done.exit_code, done.stdout) == (1, "批注写在 批注.docx\n")
    copy = docx.Document(str(tmp_path / "批注.docx"))
    said = [comment.text for comment in copy.comments]
    assert said[0].startswith("说明：数据里的")
    assert said[1] == "错误：没有名为“投人”的数据\n怎么改：是不是“投入”？\n编号 R01"
    assert [one.text for one in copy.paragraphs] == ["一、概况", "全年投入{{ 投人 }}亿元。", "{% for 项 in 名单 %}{{ 项.名 }}{% endfor %}"]


def test_many_gaps_of_one_department_are_a_line_each_and_the_hint_is_said_once(office: Path) -> None:
    typed("新建", "2025")
    said = typed("生成", "2025").stderr
    assert said.count("[C01]") == 106
    assert said.count("→ 以上 8 处：请城建办报数；本年没有就写“无”\n    科室：城建办\n") == 1
    assert "    早晚稻面积:    # 上年 2310亩\n" not in said
    assert said.count("\n") < 140
    one = said[said.index("示范型服务站村社") :]
    assert "    示范型服务站村社:    # 上年 9个\n" in one
    assert "\n    → 请退役军人服务站报数；本年没有就写“无”\n    科室：退役军人服务站\n" in one


def test_a_year_without_input_says_how_to_begin_it(office: Path) -> None:
    assert "→ 现有的年度：2022、2023、2024；要新建这一年，运行 reportgen 新建 2030\n" in typed("生成", "2030").stderr
    assert "→ 现有的年度：2022、2023、2024；照别的年度来建，加 --参照 年度\n" in typed("新建", "2030").stderr
    assert typed("新建", "2030", "--参照", "2024").exit_code == 0


def test_a_mistyped_folder_is_not_made_but_output_has_folders_of_its_own(office: Path) -> None:
    (office / "报送").mkdir()
    for command in (("generate", "2022"), ("review", "2022")):
        done = typed(*command, "-o", "报宋/稿.docx")
        assert done.exit_code == 2
        assert "没有“报宋”这个文件夹，是不是“报送”？" in done.stderr
    assert "没有“别处/那里”这个文件夹，请先建好这个文件夹，或核对写法" in typed("generate", "2022", "-o", "别处/那里/稿.docx").stderr
    assert typed("generate", "2022", "-o", "output/../报宋/稿.docx").exit_code == 2
    assert sorted(path.name for path in office.iterdir()) == ["inputs", "templates", "报送"]
    assert typed("generate", "2022", "-o", "output/送审/稿.docx").exit_code == 0
    assert typed("generate", "2022", "-o", "报送/稿.docx").exit_code == 0
