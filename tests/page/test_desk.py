"""What a tab asks for beside figures: other years, what was dropped, the outline, the files' text, two years, the folder, stopping."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from clerk import change
from local_page import NO_OFFICE, row_of, set_figure

from reportgen.message import Message
from reportgen.page import tab_requests as desks
from reportgen.page.live_year import LiveYear
from reportgen.page.raw_file import merged_lines, with_ends_of
from reportgen.page.tab_requests import Desk, UnclearRequest
from reportgen.page.works import Work


@pytest.fixture
def desk(office: Path) -> Desk:
    return Desk(LiveYear(office, 2024), NO_OFFICE)


@pytest.fixture(autouse=True)
def sendable(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that the desk answers can be sent."""

    def sent(way: Callable[..., Any]) -> Callable[..., Any]:
        def asked(*given: Any, **named: Any) -> Any:
            answer = way(*given, **named)
            json.dumps(answer)
            return answer

        return asked

    for name in ("state", "stepped", "tried", "undo", "copy", "forms", "bring", "confirm", "take", "compare", "outline", "folder", "rendered"):
        monkeypatch.setattr(Desk, name, sent(getattr(Desk, name)))


def text(office: Path, year: int = 2024) -> str:
    return (office / f"inputs/{year}.yaml").read_bytes().decode()


def steps(desk: Desk, *made: dict[str, Any], live: LiveYear | None = None) -> dict[str, Any]:
    return desk.stepped(live or desk.first, {"steps": list(made)})


def file(path: Path) -> dict[str, str]:
    return {"name": path.name, "content": b64encode(path.read_bytes()).decode()}


def bring(desk: Desk, *paths: Path) -> dict[str, Any]:
    return desk.bring(desk.first, {"files": [file(path) for path in paths]})


def test_another_year_is_worked_on_beside_the_first(desk: Desk, office: Path) -> None:
    state = desk.state(desk.first)
    assert [each["year"] for each in state["years"]] == [2022, 2023, 2024] and state["year"] == 2024
    before = desk.live("2023", "")
    assert desk.live("2023", "") is before and desk.live("2024", "") is desk.first and desk.live("", "") is desk.first
    row = row_of(desk.state(before), "自营出口")
    answer = steps(desk, set_figure(row, "47.77"), live=before)
    assert answer["year"] == 2023 and "自营出口: 47.77" in text(office, 2023).replace("{值: ", "")
    assert row_of(desk.state(desk.first), "自营出口")["last"].startswith("47.77")
    for year, kind in (("2052", ""), ("../2024", ""), ("２０２４", ""), ("2024", "工作总结"), ("-1", "")):
        with pytest.raises(UnclearRequest):
            desk.live(year, kind)


def test_a_text_of_another_kind_has_pages_and_copies_of_its_own(office: Path) -> None:
    whole = text(office)
    (office / "inputs/2024.yaml").unlink()
    (office / "inputs/2024").mkdir()
    (office / "inputs/2024/a.yaml").write_text(whole, encoding="utf-8")
    (office / "inputs/2024/总结.yaml").write_text(
        "年度: 2024\n文种: 工作总结\n标题: 澄屿街道2024年工作总结\n署名: 澄屿街道办事处\n日期: 2025年1月6日\n开头:\n  - 完成自营出口【自营出口】亿元。\n"
        "部分:\n  - 标题: 主要工作\n    小节:\n      - 话题: 出口\n        正文:\n          - 企业出口平稳。\n", encoding="utf-8",
    )  # fmt: skip
    desk = Desk(LiveYear(office, 2024), NO_OFFICE)
    assert next(each["texts"] for each in desk.state(desk.first)["years"] if each["year"] == 2024)[1:] == ["工作总结"]
    other = desk.live("2024", "工作总结")
    state = desk.state(other)
    assert state["text"] == "工作总结" and "企业出口平稳" in str(state["sheets"])
    answer = desk.copy(other, {"kind": "草稿"})
    assert answer["files"] == ["output/澄屿街道2024年工作总结（草稿）.docx"], answer["told"]
    steps(desk, set_figure(row_of(desk.state(other), "自营出口"), "51.99"), live=other)
    assert row_of(desk.state(desk.first), "自营出口")["value"] == "51.99", "one figure for both"


def edited(path: Path, *pairs: tuple[str, str]) -> Path:
    """A copy that somebody has edited in Word."""
    document = docx.Document(str(path))
    for old, new in pairs:
        run = next(run for paragraph in document.paragraphs for run in paragraph.runs if old in run.text)
        run.text = run.text.replace(old, new)
    document.save(str(path))
    return path


def test_a_word_file_that_is_dropped_is_listed_and_what_was_chosen_is_written(desk: Desk, office: Path) -> None:
    given = office / desk.copy(desk.first, {"kind": "送审稿"})["files"][0]
    before = text(office)
    edited(given, ("现将有关情况汇报如下", "现将主要情况汇报如下"), ("50.20", "51.20"))
    found = bring(desk, given)
    assert found["kind"] == "copy" and not found["doubt"] and text(office) == before
    lines = {line["new"]: line for line in found["lines"]}
    figure = next(line for line in found["lines"] if "51.20" in line["new"])
    sentence = next(line for new, line in lines.items() if "主要情况" in new)
    chosen = {str(sentence["number"]): True}
    if figure["choices"]:
        chosen[str(figure["number"])] = False  # no answer at all
    answer = desk.take(desk.first, {"list": found["list"], "chosen": chosen})
    assert answer["files"] == ["inputs/2024.yaml"], answer["told"]
    assert "现将主要情况汇报如下" in text(office) and "50.20" in text(office) and any("没有写入" in each for each in answer["done"])
    assert answer["undo"]["command"].startswith("回收")
    assert desk.undo(desk.first, {})["told"] == [] and text(office) == before
    with pytest.raises(UnclearRequest):
        desk.take(desk.first, {"list": found["list"], "chosen": {}})


def test_a_list_that_was_made_of_a_file_that_has_changed_is_not_written(desk: Desk, office: Path) -> None:
    given = office / desk.copy(desk.first, {"kind": "送审稿"})["files"][0]
    found = bring(desk, edited(given, ("现将有关情况汇报如下", "现将主要情况汇报如下")))
    change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 50.80")
    answer = desk.take(desk.first, {"list": found["list"], "chosen": {"0": True}})
    assert answer["files"] == [] and [each["code"] for each in answer["told"]] == ["W33"]
    assert "主要情况" not in text(office)


def test_a_word_file_of_somebody_else_is_asked_about_first(desk: Desk, office: Path, tmp_path: Path) -> None:
    desk.copy(desk.first, {"kind": "送审稿"})
    path = tmp_path / "来信.docx"
    document = docx.Document()
    document.add_paragraph("关于2024年度消防检查的通知")
    document.save(str(path))
    found = bring(desk, path)
    assert found.get("doubt") or [each["code"] for each in found["problems"]] == ["B01"]
    assert not any(line["ticked"] for line in found.get("lines", ()))


def test_a_copy_that_was_much_changed_is_taken_once_somebody_says_that_it_is_one(desk: Desk, office: Path) -> None:
    """Half of its sentences are gone: it is asked about, then read as a copy of this report."""
    given = office / desk.copy(desk.first, {"kind": "送审稿"})["files"][0]
    document = docx.Document(str(given))
    document.core_properties.identifier = ""
    body = [paragraph for paragraph in document.paragraphs if len(paragraph.text) > 20]
    for paragraph in body[3:]:
        paragraph._p.getparent().remove(paragraph._p)
    document.save(str(given))
    moved = given.with_name("退回来的.docx")
    given.rename(moved)
    found = bring(desk, moved)
    assert found["doubt"] and not any(line["can"] for line in found["lines"])
    proven = desk.confirm(desk.first, {"list": found["list"]})
    assert not proven["doubt"] and len(proven["lines"]) >= 1


def test_forms_that_are_dropped_are_listed_with_what_they_would_write_over(desk: Desk, office: Path) -> None:
    change(office, 2024, "国家级人才工程申报: 7", "国家级人才工程申报:")
    names = desk.forms(desk.first, {"missing": False})["files"]
    path = next(office / name for name in names if "党建办" in name)
    book = openpyxl.load_workbook(path)
    for row in book.worksheets[0].iter_rows():
        texts = [str(cell.value or "") for cell in row]
        for label, value in (("国家级人才工程申报", 8), ("省级人才工程申报", 17)):
            if label in texts:
                _fill(row, value)
    book.save(path)
    found = bring(desk, path)
    assert found["kind"] == "forms", found
    ticked = {line["label"]: line["ticked"] for line in found["lines"]}
    assert ticked == {"国家级人才工程申报": True, "省级人才工程申报": False}, found["lines"]
    chosen = {str(line["number"]): True for line in found["lines"] if line["ticked"]}
    answer = desk.take(desk.first, {"list": found["list"], "chosen": chosen})
    assert answer["files"] == ["inputs/2024.yaml"] and "国家级人才工程申报: 8" in text(office) and "省级人才工程申报: 16" in text(office)
    again = bring(desk, path)
    over = {str(line["number"]): True for line in again["lines"]}
    desk.take(desk.first, {"list": again["list"], "chosen": over})
    assert "省级人才工程申报: 17" in text(office)


def _fill(row: Any, value: int) -> None:
    """Into the first cell of the row that a department may fill in."""
    free = [cell for cell in row if not cell.protection.locked]
    free[0].value = value


def test_what_is_neither_is_refused_and_nothing_is_taken_from_its_name(desk: Desk, office: Path, tmp_path: Path) -> None:
    for name, content in (("照片.jpg", b"\xff\xd8"), ("../../x.docx", b"no"), ("坏.xlsx", b"no"), ("", b"")):
        found = desk.bring(desk.first, {"files": [{"name": name, "content": b64encode(content).decode()}]})
        assert "lines" not in found and found["problems"], name
    assert desk.bring(desk.first, {"files": [{"name": "照片.jpg", "content": ""}]})["problems"][0]["code"] == "S04"
    for data in ({}, {"files": []}, {"files": [{"name": "x"}]}, {"files": [{"name": "x", "content": "!"}]}, {"files": [1]}, {"files": [{}] * 999}):
        with pytest.raises(UnclearRequest):
            desk.bring(desk.first, data)


def test_the_outline_is_changed_line_by_line(desk: Desk, office: Path) -> None:
    before, lines = text(office), desk.outline(desk.first)["outline"]
    listed = [line for line in lines if line["listed"] and line["key"] == "正文"]
    first, second = listed[0], listed[1]

    def step(kind: str, line: dict[str, Any], **more: Any) -> dict[str, Any]:
        return steps(desk, {"kind": kind, "address": line["address"], "old": line["text"], "new": "", **more})

    assert step("insert", first, new="新加的这一句。")["clashes"] == []
    texts = [line["text"] for line in desk.outline(desk.first)["outline"]]
    assert texts[texts.index(first["text"]) + 1] == "新加的这一句。"
    added = next(line for line in desk.outline(desk.first)["outline"] if line["text"] == "新加的这一句。")
    step("move", added, by=-1)
    texts = [line["text"] for line in desk.outline(desk.first)["outline"]]
    assert texts.index("新加的这一句。") < texts.index(first["text"])
    added = next(line for line in desk.outline(desk.first)["outline"] if line["text"] == "新加的这一句。")
    step("remove", added)
    assert text(office) == before
    stale = step("remove", {**second, "text": "别的话。"})
    assert len(stale["clashes"]) == 1 and text(office) == before
    edge = step("move", first, by=-1) if first["address"][-1] == 0 else {"told": [{"code": "S02"}]}
    assert [each["code"] for each in edge["told"]] == ["S02"]
    empty = step("insert", first, new="  ")
    assert [each["code"] for each in empty["told"]] == ["S02"] and text(office) == before


def test_a_section_moves_with_all_that_is_in_it(desk: Desk, office: Path) -> None:
    before = text(office)
    heads = [line for line in desk.outline(desk.first)["outline"] if line["heads"] and line["key"] == "标题"]
    one, other = heads[0], heads[1]
    steps(desk, {"kind": "move", "address": one["address"], "old": one["text"], "new": "", "by": 1})
    now = [line["text"] for line in desk.outline(desk.first)["outline"] if line["heads"] and line["key"] == "标题"]
    assert now[:2] == [other["text"], one["text"]]
    assert sorted(text(office).split("\n")) == sorted(before.split("\n"))
    moved = next(line for line in desk.outline(desk.first)["outline"] if line["text"] == one["text"])
    steps(desk, {"kind": "move", "address": moved["address"], "old": moved["text"], "new": "", "by": -1})
    assert [line for line in text(office).split("\n") if line] == [line for line in before.split("\n") if line], "blank lines may be elsewhere"


def test_the_text_of_a_file_is_merged_with_what_others_wrote_and_a_clash_keeps_both(desk: Desk, office: Path) -> None:
    base = desk.outline(desk.first)["files"][0]["text"]
    mine = base.replace("现将有关情况汇报如下", "现将主要情况汇报如下")
    change(office, 2024, "自营出口: {值: 50.20", "自营出口: {值: 50.80")
    step = {"kind": "file", "file": "2024.yaml", "old": base, "new": mine}
    assert steps(desk, step)["clashes"] == []
    assert "现将主要情况汇报如下" in text(office) and "50.80" in text(office)
    clash = steps(desk, {**step, "new": base.replace("自营出口: {值: 50.20", "自营出口: {值: 51")})
    assert "50.80" in clash["clashes"][0]["now"] and "50.80" in text(office) and [each["code"] for each in clash["told"]] == ["S01"]
    broken = steps(desk, {**step, "old": clash["clashes"][0]["now"], "new": clash["clashes"][0]["now"].replace("年度: 2024", "年度： 2024", 1)})
    assert broken["clashes"] == [] and not broken["current"] and broken["sheets"]["blocks"], "the last pages stay"
    assert steps(desk, {**step, "file": "../2023.yaml"})["clashes"][0]["now"] == ""
    desk.undo(desk.first, {})
    assert desk.state(desk.first)["current"]


def test_lines_keep_their_ends() -> None:
    assert with_ends_of("a\nx\nc\n", "a\r\nb\r\nc\n", "\r\n") == "a\r\nx\r\nc\n"
    assert with_ends_of("a\nb", "a\nb\n", "\n") == "a\nb"
    assert with_ends_of("a\nb", "a\r\nb\r\n", "\r\n") == "a\r\nb"
    base = "一\n二\n三\n四\n五\n"
    assert merged_lines(base, base.replace("二", "2"), base.replace("五", "5")) == "一\n2\n三\n四\n5\n"
    assert merged_lines(base, base.replace("二", "2"), base.replace("三", "3")) is None, "lines that touch"
    assert merged_lines(base, base.replace("二", "2"), base.replace("二", "2")) == base.replace("二", "2")
    assert merged_lines(base, base, "别的\n") == "别的\n" and merged_lines(base, "我的\n", base) == "我的\n"


def test_two_years_are_compared_and_kept_as_a_workbook(desk: Desk, office: Path) -> None:
    found = desk.compare(desk.first, {"other": 2023})
    assert (found["earlier"], found["later"]) == (2023, 2024) and sum(found["counts"].values()) == len(found["sentences"])
    assert any(each["cells"][0] and not each["same"] for each in found["figures"]) and found["files"] == []
    kept = desk.compare(desk.first, {"other": 2023, "book": True})
    assert kept["files"] == ["output/2023年与2024年比对.xlsx"] and (office / kept["files"][0]).is_file()
    for other in (2024, 2052, "2023", None, True):
        with pytest.raises(UnclearRequest):
            desk.compare(desk.first, {"other": other})


def test_only_the_folder_of_what_was_written_is_shown(desk: Desk, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[Path] = []
    monkeypatch.setattr(desks, "show_folder", lambda folder: not shown.append(folder))
    assert desk.folder(desk.first) == {"folder": str(office / "output"), "there": False, "shown": False}
    desk.copy(desk.first, {"kind": "草稿"})
    assert desk.folder(desk.first)["shown"] and shown == [office / "output"]


def test_a_work_that_is_stopped_has_written_nothing(desk: Desk, office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reached, go = threading.Event(), threading.Event()
    usual = Work.goes_on

    def goes_on(work: Work, phase: Message) -> None:
        if phase == "正在存盘":
            reached.set()
            go.wait(20)
        usual(work, phase)

    monkeypatch.setattr(Work, "goes_on", goes_on)
    answers: list[dict[str, Any]] = []
    thread = threading.Thread(target=lambda: answers.append(desk.copy(desk.first, {"kind": "送审稿", "work": "甲"})))
    thread.start()
    assert reached.wait(30)
    assert desk.works.phase("甲") == "正在生成" and not desk.works.stop("乙") and desk.works.stop("甲")
    go.set()
    thread.join(30)
    assert answers[0]["stopped"] and answers[0]["files"] == [] and not list((office / "output").glob("*.docx"))
    assert desk.works.phase("甲") == "" and not desk.works.stop("甲")


def test_text_of_the_input_is_never_markup(desk: Desk, office: Path) -> None:
    """As text everywhere; that no script makes markup of text is held in ``test_static``."""
    change(office, 2024, "现将有关情况汇报如下", "现将<img src=x onerror=alert(1)>有关情况汇报如下")
    state = desk.state(desk.first)
    runs = [run["text"] for block in state["sheets"]["blocks"] if block["kind"] == "text" for run in block["runs"]]
    assert any("<img src=x" in each for each in runs)
    assert sum("<img src=x" in line["text"] for line in desk.outline(desk.first)["outline"]) == 1


def test_without_libreoffice_the_page_says_so_and_asks_for_nothing(desk: Desk) -> None:
    assert desk.state(desk.first)["office"] is False
    assert "没有找到 LibreOffice" in desk.rendered(desk.first, {})["told"] and desk.picture(1) is None
