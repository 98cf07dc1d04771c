"""What is typed on the page is written into the input like anything else: undone by ``undo``, never over somebody else's words."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from clerk import change, typed
from local_page import row_of, set_figure, tab

from reportgen.yamltext import read_bytes


def text(office: Path) -> str:
    return (office / "inputs/2024.yaml").read_text(encoding="utf-8")


def test_a_figure_is_written_in_its_place_and_all_else_stays(office: Path) -> None:
    before = text(office)
    with tab(office) as here:
        answer = here.post("/api/steps", steps=[set_figure(here.row("自营出口"), "51.20")])
        assert row_of(answer, "自营出口")["value"] == "51.20"
        assert answer["clashes"] == [] and len(answer["written"]) == 1
        after = text(office)
        assert "自营出口: {值: 51.20" in after
        assert [line for line in after.split("\n") if line not in before.split("\n")] == [line for line in after.split("\n") if "自营出口: {" in line]
        assert "51.20" in "".join(run["text"] for block in answer["sheets"]["blocks"] if block["kind"] == "text" for run in block["runs"])
        assert "页面：自营出口" in typed("撤回", "--只看").stdout
        back = here.post("/api/undo")
        assert text(office) == before and row_of(back, "自营出口")["value"] == "50.20"
        assert back["undo"] is None and back["redo"]["command"] == "页面：自营出口"
        assert row_of(here.post("/api/undo", redo=True), "自营出口")["value"] == "51.20"
    assert typed("撤回", "--是").exit_code == 0
    assert text(office) == before


def test_what_is_typed_again_in_one_place_is_one_step_back(office: Path) -> None:
    before = text(office)
    with tab(office) as here:
        for value in ("51.20", "51.30", "51.40"):
            here.post("/api/steps", steps=[set_figure(here.row("自营出口"), value)])
        here.post("/api/steps", steps=[set_figure(here.row("固定资产投资"), "44.44")])
        here.post("/api/undo")
        assert here.row("自营出口")["value"] == "51.40"
        here.post("/api/undo")
        assert text(office) == before
        assert row_of(here.post("/api/undo", redo=True), "自营出口")["value"] == "51.40"


def test_a_picture_or_table_that_is_saved_anew_is_noticed(office: Path) -> None:
    change(office, 2024, "部分:", "结尾:\n  - 汇报完毕。\n  - 表: {标题: 名册, 文件: 名册.csv}\n部分:")
    with tab(office) as here:
        first = here.state()
        assert any("名册.csv" in each["message"] for each in first["problems"])
        (office / "inputs/名册.csv").write_text("项目,数量\n甲处,31\n", encoding="utf-8")
        there = here.state()
        assert there["number"] > first["number"] and "甲处" in str(there["sheets"]), there["problems"]
        (office / "inputs/名册.csv").write_text("项目,数量\n甲处,32\n乙处,5\n", encoding="utf-8")
        again = here.state()
        assert again["number"] > there["number"] and "乙处" in str(again["sheets"])
        assert here.state()["number"] == again["number"]
        (office / "inputs/名册.csv").unlink()
        assert any("名册.csv" in each["message"] for each in here.state()["problems"])


def test_what_is_only_tried_is_shown_and_not_written(office: Path) -> None:
    before = text(office)
    with tab(office) as here:
        answer = here.post("/api/try", steps=[set_figure(here.row("自营出口"), "88.88")])
        assert "88.88" in str(answer["sheets"]) and text(office) == before
        assert "88.88" not in str(here.state()["sheets"])


READ_AS = [
    ("自营出口", "51.2亿美元", "50.20", ["X16"]),
    ("自营出口", "五十", "50.20", ["X14"]),
    ("自营出口", "５１．２", "51.2", ["X17"]),
    ("自营出口", "", "", []),
    ("自营出口", "无", "无", []),
    ("规上工业总产值", "1985000万元", "198.5", ["X15"]),
    ("街道名称", "新屿", "新屿", []),
]
"""A figure, what is typed, what stands there then, and what is said."""


def test_a_value_is_read_as_in_the_forms(office: Path) -> None:
    with tab(office) as here:
        for label, given, stands, codes in READ_AS:
            answer = here.post("/api/steps", steps=[set_figure(here.row(label), given)])
            assert [each["code"] for each in answer["told"]] == codes, given
            assert row_of(answer, label)["value"] == stands
            assert (answer["written"] == []) == (codes in (["X14"], ["X16"]))


def test_of_each_step_that_cannot_be_made_it_is_told_why(office: Path) -> None:
    """Each beside its own field, where a column was pasted."""
    with tab(office) as here:
        steps = [set_figure(here.row(label), given) for label, given in (("自营出口", "看不懂"), ("入园企业", "72"), ("引进外资", "32处"))]
        steps.append({"kind": "sentence", "address": ["部分", 90, "标题"], "old": "没有的", "new": "一句"})
        answer = here.post("/api/steps", steps=steps)
        assert [each["new"] for each in answer["written"]] == ["72"]
        assert [(each["step"], each["message"], each["hint"]) for each in answer["refused"]] == [
            (steps[0], "“自营出口”填的是“看不懂”，没有写入", "请填数（单位：亿元）；还没有就留空，本年没有就填“—”"),
            (steps[2], "“引进外资”填的是“32处”，没有写入", "请换算成万美元再填"),
            (steps[3], "没有写入：这一句在输入文件里已经没有了", "请在输入文件里改"),
        ]


def test_a_changed_value_is_unchecked_and_notes_are_written_beside_it(office: Path) -> None:
    with tab(office) as here:
        row = here.row("规上工业总产值")
        assert row["noted"]["状态"] == "已核对"
        answer = here.post("/api/steps", steps=[set_figure(row, "198.00"), set_figure(row, "新月报.xlsx+P4", "来源")])
        noted = row_of(answer, "规上工业总产值")["noted"]
        assert (noted["状态"], noted["来源"]) == ("未核对", "新月报.xlsx+P4")
        plain = here.row("国家级人才工程申报")
        answer = here.post("/api/steps", steps=[set_figure(plain, "台账.xlsx", "来源")])
        assert "国家级人才工程申报: {值: 7, 来源: 台账.xlsx}" in text(office)


def test_two_tabs_and_a_text_editor_lose_nothing_and_a_clash_asks(office: Path) -> None:
    with tab(office) as one:
        old, other = one.row("自营出口"), one.row("固定资产投资")
        change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 50.80")
        answer = one.post("/api/steps", steps=[set_figure(old, "51.20"), set_figure(other, "44.44")])
        assert [each["now"] for each in answer["clashes"]] == ["50.80"]
        assert [each["code"] for each in answer["told"]] == ["S01"]
        assert row_of(answer, "自营出口")["value"] == "50.80" and row_of(answer, "固定资产投资")["value"] == "44.44"
        same = one.post("/api/steps", steps=[set_figure(old, "50.80")])
        assert same["clashes"] == [], "both mean the same"
        mine = one.post("/api/steps", steps=[set_figure(old, "51.20", old="50.80")])
        assert row_of(mine, "自营出口")["value"] == "51.20"


def test_a_sentence_is_changed_in_its_place_and_merged_with_what_others_changed_in_it(office: Path) -> None:
    with tab(office) as here:
        address = "部分[0].小节[0].话题"
        sentence = here.state()["sentences"][address]
        step = {"kind": "sentence", "address": sentence["address"], "old": sentence["text"], "new": sentence["text"].replace("不断", "持续")}
        answer = here.post("/api/steps", steps=[step])
        assert answer["sentences"][address]["text"] == "创新主体持续壮大"
        lost = {**step, "address": ["部分", 99, "标题"]}
        assert [each["code"] for each in here.post("/api/steps", steps=[lost])["told"]] == ["S02"]
        clash = here.post("/api/steps", steps=[{**step, "new": sentence["text"].replace("不断", "加快")}])
        assert [each["now"] for each in clash["clashes"]] == ["创新主体持续壮大"]


def test_while_the_input_cannot_be_read_the_last_pages_stay_and_a_repair_is_one_step(office: Path) -> None:
    with tab(office) as here:
        pages = here.state()["sheets"]
        change(office, 2024, "      自营出口: {值: 50.20", "      自营出口：{值: 50.20")
        broken = here.state()
        assert not broken["current"] and broken["sheets"] == pages
        refused = here.post("/api/steps", steps=[set_figure(row_of(broken, "固定资产投资"), "1")])
        assert [each["code"] for each in refused["told"]] == ["S03"] and refused["written"] == []
        repair = next(each["repair"] for each in broken["problems"] if "repair" in each)
        mended = here.post("/api/steps", steps=[repair])
        assert mended["current"] and row_of(mended, "自营出口")["value"] == "50.20"
        assert "      自营出口: {值: 50.20" in text(office)
        again = here.post("/api/steps", steps=[repair])
        assert len(again["clashes"]) == 1, "the line is another by now"
        assert not here.post("/api/undo")["current"]


def test_a_file_that_is_gone_for_a_moment_costs_nobody_the_pages(office: Path) -> None:
    with tab(office) as here:
        pages = here.state()["sheets"]
        path = office / "inputs/2024.yaml"
        content = path.read_bytes()
        path.unlink()
        gone = here.state()
        assert gone["sheets"] == pages and [each["code"] for each in gone["problems"]] == ["W01"]
        assert here.post("/api/steps", steps=[set_figure(row_of(gone, "自营出口"), "1")])["written"] == []
        path.write_bytes(content)
        assert here.state()["current"]


def test_news_tell_when_somebody_else_has_changed_a_file(office: Path) -> None:
    with tab(office) as here, here.client.stream("GET", "/api/news") as stream:
        heard = (int(line.removeprefix("data: ")) for line in stream.iter_lines() if line.startswith("data: "))
        first = next(heard)
        change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 50.80")
        assert next(heard) > first
        assert here.row("自营出口")["value"] == "50.80"


def test_copies_are_given_out_by_their_kind_and_a_final_one_is_kept(office: Path) -> None:
    with tab(office) as here:
        for kind, name in (("草稿", "（草稿）"), ("核稿稿", "（核稿稿）"), ("送审稿", "")):
            answer = here.post("/api/copy", kind=kind)
            assert answer["files"] == [f"output/澄屿街道2024年重点任务完成情况汇报材料{name}.docx"], answer["told"]
            assert (office / answer["files"][0]).is_file()
        assert here.client.post("/api/copy", json={"kind": "../x"}, headers={"Origin": here.origin}).status_code == 400
        assert "报齐" in here.client.get("/api/missing").json()["text"]
        here.post("/api/steps", steps=[set_figure(here.row("自营出口"), "")])
        assert "自营出口（亿元）" in here.client.get("/api/missing").json()["text"]
        refused = here.post("/api/copy", kind="送审稿")
        assert refused["files"] == [] and "C01" in [each["code"] for each in refused["told"]]
        assert "送审稿" in typed("历次", "2024").stdout


def rounds(office: Path, count: int, seed: int, told: Callable[[int], None] = lambda number: None) -> None:
    """Random steps of two tabs that know what they last saw, and a hand that writes between them: at each moment the file can be
    read, and what was written last for a figure stands there."""
    dice = random.Random(seed)
    labels = ["自营出口", "固定资产投资", "规上工业总产值", "国家级人才工程申报", "省级人才工程申报"]
    path = office / "inputs/2024.yaml"
    with tab(office) as here:
        known = {name: {label: here.row(label) for label in labels} for name in "甲乙"}
        truth = {label: here.row(label)["value"] for label in labels}
        for number in range(count):
            told(number)
            label, name = dice.choice(labels), dice.choice("甲乙")
            value = str(1000 + number)
            if dice.random() < 0.2 and (stood := truth[label]):
                content = path.read_text(encoding="utf-8")
                at = content.index(stood, content.index(f"{label}: "))
                path.write_text(content[:at] + value + content[at + len(stood) :], encoding="utf-8")
                truth[label] = value
                continue
            answer = here.post("/api/steps", steps=[set_figure(known[name][label], value)])
            stale = known[name][label]["value"] != truth[label]
            assert bool(answer["clashes"]) == stale, (number, label, name)
            truth[label] = truth[label] if stale else value
            known[name] = {each: row_of(answer, each) for each in labels}
            assert {each: known[name][each]["value"] for each in labels} == truth, number
            if dice.random() < 0.1:
                back = here.post("/api/undo")
                known[name] = {each: row_of(back, each) for each in labels}
                truth = {each: known[name][each]["value"] for each in labels}
        assert not read_bytes(path.read_bytes(), path.name)[1]


def test_random_steps_of_two_tabs_and_an_editor_lose_nothing(office: Path) -> None:
    rounds(office, 6, 24)


@pytest.mark.slow
def test_many_random_steps_lose_nothing(office: Path) -> None:
    rounds(office, 50, 2024)


def test_the_server_ends_some_time_after_the_last_tab_has_gone(office: Path) -> None:
    from local_page import running

    with running(office, linger=0.5) as address:
        import httpx

        with httpx.Client(base_url=address.partition("/?")[0], follow_redirects=True) as client:
            client.get(address)
            with client.stream("GET", "/api/news") as stream:
                next(stream.iter_lines())
        end = time.monotonic() + 15
        while time.monotonic() < end:
            try:
                httpx.get(address)
            except httpx.TransportError:
                return
            time.sleep(0.2)
        pytest.fail("it is still there")


def _runs(blocks: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    tables = [each["runs"] for block in blocks if block["kind"] == "table" for row in block["rows"] for cell in row["cells"] for each in cell["blocks"]]
    return [*(block["runs"] for block in blocks if block["kind"] == "text"), *tables]


@pytest.mark.libreoffice
def test_the_pages_of_libreoffice_are_those_of_the_file_as_it_is(office: Path) -> None:
    with tab(office, real=True) as here:
        assert here.client.get("/api/office/1").status_code == 404
        answer = here.post("/api/office", work="甲")
        assert len(answer["pages"]) == 10 and answer["number"] == here.state()["number"]
        assert all(sorted(round(page[side]) for side in ("width", "height")) == [595, 842] for page in answer["pages"])
        sheets = here.state()["sheets"]
        led = {figure for page in answer["pages"] for place in page["places"] for figure in sheets["origins"][place["from"]]["figures"]}
        wanted = {run["from"] for runs in _runs(sheets["blocks"]) for run in runs if "from" in run}
        found = {place["from"] for page in answer["pages"] for place in page["places"]}
        assert "数据.经济发展.外资外贸.自营出口" in led
        assert len(found) >= 0.97 * len(wanted), sorted(wanted - found)
        assert all(0 <= share <= 1 for page in answer["pages"] for place in page["places"] for share in place["box"])
        first = here.client.get("/api/office/1")
        assert first.headers["content-type"] == "image/png" and first.content.startswith(b"\x89PNG")
        assert here.client.get("/api/office/11").status_code == here.client.get("/api/office/0").status_code == 404
        change(office, 2024, "      自营出口: {值: 50.20", "      自营出口：{值: 50.20")
        assert "出不了稿" in here.post("/api/office")["told"]
