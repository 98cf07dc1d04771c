"""Edits that cannot be written: each is told with its reason, and the input is left as it was."""

from __future__ import annotations

import io
from collections.abc import Callable

import docx
import pytest
from addresses import at
from pulled_office import ROOT, Outcome, basis, kit, manuscript, place, pull, retyped, viewed

from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.edits import Edit, Remove, SetText
from reportgen.roundtrip.printed import printed
from reportgen.roundtrip.pull import Basis, find_edits, write
from reportgen.roundtrip.whole_parts import ONE_OPENING, UNCLEAR
from reportgen.storage.given import Given


def swapped(old: str, new: str) -> Outcome:
    return pull(retyped(lambda text: text.replace(old, new)))


def moved(text: list[str], begins: str, before: str) -> None:
    paragraph = text.pop(place(text, begins))
    text.insert(place(text, before), paragraph)


def inserted(text: list[str], before: str, words: str) -> None:
    text.insert(place(text, before), words)


@pytest.mark.parametrize(
    ("change", "kind", "reason"),
    [
        (lambda text: inserted(text, "澄屿街道办事处", "新的一段，没有地方放。"), kinds.TOPIC_ADDED, ONE_OPENING),
        (lambda text: inserted(text, "河湖水系", "十、新的部分"), kinds.PART_ADDED, UNCLEAR),
        (lambda text: moved(text, "产业空间", "2024年"), kinds.LAYOUT, "这一段的位置由模板和部分的顺序决定，要移动请改输入文件里“部分”的顺序"),
        (lambda text: text.pop(place(text, "二、")), kinds.DELETED, "“标题”不能没有；要删去整个部分，请改输入文件"),
    ],
)  # fmt: skip
def test_paragraphs_that_the_input_has_no_place_for(change: Callable[[list[str]], None], kind: str, reason: str) -> None:
    outcome = manuscript(change)
    assert outcome.after == outcome.before
    assert (kind, reason) in [(edit.kind, edit.reason) for edit in outcome.settled.waiting]


@pytest.mark.parametrize(
    ("old", "new", "kind", "reason"),
    [
        ("44.10", "若干", kinds.FIGURE, "“固定资产投资”应当是数，改成的“若干”不是数"),
        ("提前1个月销号清零。", "提前1个月\t销号清零。", kinds.SENTENCE, "里面有换行（Shift+Enter）或制表符，输入文件的一句话里放不下；要另起一段，在 Word 里换成回车再回收；不要另起，删去它再回收"),
        ("同比增长7.8%", "大幅增长", kinds.DERIVED, "这是由“固定资产投资”算出来的，要改请改那些数（或注明口径）"),
    ],
)
def test_words_that_the_input_cannot_hold(old: str, new: str, kind: str, reason: str) -> None:
    outcome = swapped(old, new)
    assert outcome.after == outcome.before
    [edit] = outcome.settled.waiting
    assert (edit.kind, edit.new.strip("。")[-4:], edit.reason) == (kind, new.strip("。")[-4:], reason)


def test_a_stated_growth_that_was_changed_to_level_is_stated_as_nothing() -> None:
    outcome = swapped("按可比价计算同比增长6.8%", "按可比价计算同比持平")
    assert outcome.settled.waiting == () and outcome.again == outcome.wanted
    assert "规上工业总产值同比: {值: 0," in outcome.after


def test_a_stated_growth_in_other_words_waits() -> None:
    outcome = swapped("按可比价计算同比增长6.8%", "按可比价计算大幅增长")
    assert outcome.after == outcome.before
    assert "大幅增长" in [edit.new for edit in outcome.settled.waiting]


def test_a_sentence_typed_into_what_is_one_text_of_the_input_becomes_part_of_it() -> None:
    def change(text: list[str]) -> None:
        text[place(text, "2024年")] += "全新的一句话写在这里。"

    outcome = manuscript(change)
    assert outcome.settled.waiting == () and outcome.again == outcome.wanted
    assert "全新的一句话写在这里。" in outcome.after


def test_a_heading_that_moves_past_a_part_leaves_its_topics_behind_and_only_the_kept_numbers_wait() -> None:
    outcome = manuscript(lambda text: moved(text, "二、", "四、"))
    assert {edit.kind for edit in outcome.settled.done} == {kinds.TOPIC_MOVED, kinds.PART_MOVED}
    assert {(edit.kind, edit.old, edit.new) for edit in outcome.settled.waiting} == {
        (kinds.TEMPLATE, "二、", "三、"), (kinds.TEMPLATE, "三、", "二、"),
    }  # fmt: skip
    assert [text.lstrip("二三") for text in outcome.again] == [text.lstrip("二三") for text in outcome.wanted]


def test_a_heading_that_moves_past_a_topic_leaves_the_heading_and_moves_the_topic() -> None:
    """A part's heading is where it is; what stands before it now belongs to the part before."""
    outcome = manuscript(lambda text: moved(text, "二、", "河湖水系"))
    opening, edit = [edit for edit in outcome.settled.done if edit.kind == kinds.TOPIC_MOVED]
    assert opening.old.startswith("我们以千万工程为牵引") and "成了没有“话题”的小节" in opening.note
    assert edit.old.startswith("城市更新步履铿锵。") and "乡村产业提档升级" in edit.new
    assert outcome.again == outcome.wanted
    assert outcome.after.index("话题: 城市更新步履铿锵") < outcome.after.index("标题: 聚焦品质提升，城乡融合步伐坚实")


@pytest.mark.parametrize(("new", "written"), [("下降20.5", "20.5"), ("增长3.0", "-3.0")])
def test_the_rate_of_a_field_that_counts_falls_is_written_as_a_fall(new: str, written: str) -> None:
    outcome = swapped("受骗金额同比下降18.2%", f"受骗金额同比{new}%")
    assert outcome.settled.waiting == () and outcome.again == outcome.wanted
    assert f"受骗金额同比: {written}\n" in outcome.after


def appended() -> tuple[Basis, bytes]:
    """The shipped year with its table, and its report."""
    this, last = (Given(f"{year}.yaml", (ROOT / f"inputs/{year}.yaml").read_bytes()) for year in (2024, 2023))
    base = Basis.of(kit(), (this,), (last,))
    return base, kit().make(base.year, draft=True).package


def test_a_table_that_was_deleted_is_told_in_one_line_and_a_cell_or_two_each() -> None:
    base, package = appended()
    document = docx.Document(io.BytesIO(package))
    [table] = document.tables
    cells = [cell for row in table.rows for cell in row.cells]
    shown = sum(bool(cell.text.strip()) for cell in cells)
    told = []
    for cell in cells[1:7]:
        cell.paragraphs[0].runs[0].text = ""
        made = io.BytesIO()
        document.save(made)
        told.append([edit.old for edit in find_edits(viewed(made.getvalue()), base.trace(), base).edits])
    assert told[0] == ["指标"] and told[4] == ["指标", "单位", "年度目标", "完成数", "完成率（%）"]
    assert told[5] == ["指标、单位、年度目标、完成数、完成率（%）……"], "six are told together"
    all_of_it = io.BytesIO()
    table._element.getparent().remove(table._element)
    document.save(all_of_it)
    [edit] = find_edits(viewed(all_of_it.getvalue()), base.trace(), base).edits
    assert edit.kind == kinds.TEMPLATE and edit.old.startswith("序号、指标、单位、") and edit.steps == ()
    assert f"有 {shown} 处不见了，输入文件里没有这些字；不要它们，请改“版式”或模板" in edit.reason


def test_text_in_a_table_that_somebody_added_is_passed_over_and_said_so() -> None:
    base, package = appended()
    document = docx.Document(io.BytesIO(package))
    table = document.add_table(1, 2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "随手加的表", "共三项"
    made = io.BytesIO()
    document.save(made)
    pulled = find_edits(viewed(made.getvalue()), base.trace(), base)
    assert (pulled.edits, pulled.ignored) == ((), ("随手加的表", "共三项"))


def sentence(words: str) -> tuple[str, str]:
    """The path of a sentence of the sample year and its text."""
    paths = [path for paragraph in printed(basis().trace()) for path in paragraph.sentences]
    return next((path, text) for path in paths if words in (text := spot(path)))


def spot(path: str) -> str:
    from reportgen.roundtrip.outline import read_outline

    spots = read_outline(basis().documents()).spots
    return spots[path].scalar.text if path in spots else ""


def test_of_several_edits_those_that_can_be_written_are_and_the_others_come_back_with_the_reason() -> None:
    path, text = sentence("全年整治任务")
    good = Edit(kinds.SENTENCE, text, "整治任务清零。", steps=(SetText(path, text, "整治任务清零。"),))
    late = Edit(kinds.SENTENCE, text, "别的。", steps=(SetText(path, text, "别的。"),))
    gone = Edit(kinds.DELETED, text, "", steps=(Remove(at("部分[99].标题"), "没有"),))
    written = write([good, late, gone], basis())
    assert [edit.new for edit in written.done] == ["整治任务清零。"]
    assert [(edit.old, bool(edit.reason), edit.steps) for edit in written.refused] == [(text, True, ()), (text, True, ())]
    assert "- 整治任务清零。\n" in written.inputs[0].content.decode()
    assert "别的。\n" not in written.inputs[0].content.decode()
