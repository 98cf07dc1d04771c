"""What an official types into a Word file comes back to the line it was printed from, or is asked about."""

from __future__ import annotations

from difflib import unified_diff

from pulled_office import Outcome, basis, manuscript, place, pull, retyped

from reportgen.roundtrip import edits as kinds
from reportgen.storage.given import Given


def swapped(*pairs: tuple[str, str]) -> Outcome:
    """The report with words replaced, pulled."""

    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return pull(retyped(change))


def lines(outcome: Outcome) -> list[str]:
    """The lines of the YAML that went and came."""
    diff = unified_diff(outcome.before.split("\n"), outcome.after.split("\n"), n=0, lineterm="")
    return [line for line in diff if line[0] in "+-" and line[:3] not in ("+++", "---")]


def test_a_figure_goes_back_to_its_datum_and_only_its_digits_change() -> None:
    outcome = swapped(("固定资产投资44.10", "固定资产投资46.10"))
    assert lines(outcome) == [
        "-      固定资产投资: {值: 44.10, 上年修订: 40.90, 来源: 统计月报.xlsx+P3}      # 上年数经统计部门修订",
        "+      固定资产投资: {值: 46.10, 上年修订: 40.90, 来源: 统计月报.xlsx+P3}      # 上年数经统计部门修订",
    ]
    (edit,) = outcome.pulled.edits
    assert (edit.kind, edit.old, edit.new, edit.label) == (kinds.FIGURE, "44.10", "46.10", "固定资产投资（亿元）")
    assert edit.place is not None
    assert (edit.place.file, edit.place.line) == ("2024.yaml", 141)
    (consequence,) = outcome.settled.consequences
    assert (consequence.old, consequence.new) == ("同比增长7.8%", "同比增长12.7%")


def test_a_figure_written_otherwise_goes_back_through_its_filter() -> None:
    assert lines(swapped(("升至全市第一", "升至全市第二"))) == [
        "-      技术交易额全市名次: {值: 1, 依据: 科技局年度通报}",
        "+      技术交易额全市名次: {值: 2, 依据: 科技局年度通报}",
    ]


def test_a_stated_growth_goes_back_to_where_it_is_stated() -> None:
    outcome = swapped(("按可比价计算同比增长6.8%", "按可比价计算同比下降0.8%"))
    assert [line.split(", 口径")[0] for line in lines(outcome)] == ["-      规上工业总产值同比: {值: 6.8", "+      规上工业总产值同比: {值: -0.8"]
    assert outcome.again == outcome.wanted


def test_a_list_gets_its_new_member() -> None:
    outcome = swapped(("松风书店和半亩茶舍", "松风书店、青禾影城和半亩茶舍"))
    assert outcome.pulled.edits[0].kind == kinds.LIST
    assert "[松风书店, 青禾影城, 半亩茶舍]" in outcome.after or "- 青禾影城" in outcome.after
    assert outcome.again == outcome.wanted


def test_a_worked_out_growth_points_to_the_figures_it_comes_from() -> None:
    outcome = swapped(("自营出口达到50.20亿元，同比下降4.9%", "自营出口达到50.20亿元，同比下降3.9%"))
    assert outcome.after == outcome.before
    (edit,) = outcome.settled.waiting
    assert edit.kind == kinds.DERIVED
    assert "这是由“自营出口”算出来的" in edit.reason
    assert [edit.place.file if edit.place else "", *(each.file for each in edit.also)] == ["2024.yaml", "2023.yaml"]


def test_a_growth_that_follows_from_a_changed_figure_is_no_edit_of_its_own() -> None:
    outcome = swapped(("44.10亿元，同比增长7.8%", "46.10亿元，同比增长12.7%"))
    assert [edit.kind for edit in outcome.settled.done] == [kinds.FIGURE]
    assert outcome.settled.waiting == ()
    assert outcome.again == outcome.wanted


def test_a_growth_in_other_words_keeps_its_reference() -> None:
    outcome = swapped(("固定资产投资44.10亿元，同比增长7.8%", "固定资产投资44.10亿元，同比大幅增长7.8%"))
    assert "同比大幅【固定资产投资|增长】" in outcome.after
    assert outcome.again == outcome.wanted


def test_a_name_printed_in_several_places_and_changed_in_one_is_a_question() -> None:
    outcome = swapped(("助力现代化新岚川建设", "助力现代化新岚州建设"))
    assert outcome.after == outcome.before
    (edit,) = outcome.settled.waiting
    assert "印了" in edit.reason
    assert "处没有改，不知道哪个对" in edit.reason
    assert [choice.words[:4] for choice in edit.choices] == ["都用 岚", "只把这一"]


def test_words_of_a_sentence_change_around_its_references() -> None:
    outcome = swapped(("摆在突出位置", "摆在更加突出的位置"), ("现将有关情况汇报如下", "现将主要情况汇报如下"))
    assert len(lines(outcome)) == 4
    assert "我们把稳增长摆在更加突出的位置，扎实开展助企服务月活动，完成规上工业总产值【规上工业总产值】亿元" in outcome.after
    assert outcome.again == outcome.wanted
    assert {edit.kind for edit in outcome.settled.done} == {kinds.SENTENCE}


def test_headings_and_topics_change_without_their_numbers_and_stops() -> None:
    outcome = swapped(("一、聚力实体经济", "一、聚焦实体经济"), ("创新主体不断壮大。", "创新主体加快壮大。"))
    assert {edit.kind for edit in outcome.settled.done} == {kinds.HEADING, kinds.LEAD}
    assert "标题: 聚焦实体经济，" in outcome.after
    assert outcome.again == outcome.wanted


def test_text_of_the_template_is_shown_and_not_written() -> None:
    outcome = swapped(("二、聚焦品质提升", "（二）聚焦品质提升"))
    assert outcome.after == outcome.before
    assert [edit.kind for edit in outcome.settled.waiting] == [kinds.TEMPLATE]
    assert "模板" in outcome.settled.waiting[0].reason


def test_a_figure_that_changed_together_with_its_name_is_another_figure() -> None:
    outcome = swapped(("研发费用投入7.05亿元", "技改投资额310万元"))
    assert "研发费用投入: 7.05\n" in outcome.after, "the datum of the old name is left alone"
    assert "技改投资额310万元" in outcome.after
    assert [edit.kind for edit in outcome.settled.done] == [kinds.SENTENCE]
    assert outcome.again == outcome.wanted


def test_typed_brackets_are_text_and_no_reference() -> None:
    outcome = swapped(("现将有关情况汇报如下", "现将【有关】情况汇报如下"))
    assert outcome.again == outcome.wanted


def test_sentences_that_come_and_go_are_lines_that_come_and_go() -> None:
    outcome = swapped(("全年整治任务提前1个月销号清零。", ""), ("自营出口达到", "新签订单12笔。自营出口达到"))
    assert lines(outcome)[0] == "-          - 全年整治任务提前【提前完成月数】个月销号清零。"
    assert [edit.kind for edit in outcome.settled.done] == [kinds.DELETED, kinds.SENTENCE]
    assert outcome.again == outcome.wanted


def test_a_sentence_that_moves_takes_its_references_along() -> None:
    def change(text: list[str]) -> None:
        moved = "全年整治任务提前1个月销号清零。"
        number, other = place(text, "产业空间"), place(text, "乡村产业")
        text[number] = text[number].replace(moved, "")
        text[other] += moved

    outcome = manuscript(change)
    line = "          - 全年整治任务提前【提前完成月数】个月销号清零。"
    assert sorted(lines(outcome)) == [f"+{line}", f"-{line}"]
    assert [edit.kind for edit in outcome.settled.done] == [kinds.MOVED]


def test_paragraphs_are_moved_divided_joined_added_and_deleted() -> None:
    def change(text: list[str]) -> None:
        number = place(text, "城市更新")
        text.insert(number + 1, text.pop(number))
        number = place(text, "弱有众扶")
        first, second = text[number].split("发放低保金")
        text[number : number + 1] = [first, f"发放低保金{second}"]
        number = place(text, "党纪学习")
        text[number] += text.pop(number + 1)
        text.pop(place(text, "治安防控"))
        text.insert(place(text, "创新主体"), "营商环境走在前列。全年新增市场主体三千户。")

    for tracked in (False, True):
        outcome = manuscript(change, tracked=tracked)
        assert outcome.settled.waiting == ()
        assert outcome.again == outcome.wanted
        assert "      - 话题: 营商环境走在前列\n        正文:\n          - 全年新增市场主体三千户。\n" in outcome.after
        assert "治安防控织密织牢" not in outcome.after


def test_tracked_changes_name_who_made_them_and_when() -> None:
    def change(text: list[str]) -> None:
        number = place(text, "我们把稳增长")
        text[number] = text[number].replace("44.10", "46.10")

    outcome = manuscript(change, tracked=True)
    assert outcome.pulled.edits[0].authors == ("李主任 2025-01-08 09:30",)


def now(*pairs: tuple[str, str]):  # type: ignore[no-untyped-def]
    """The input with words replaced since the copy was made."""
    text = basis().inputs[0].content.decode()
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    return basis().with_inputs([Given("2024.yaml", text.encode())])


def typed(*pairs: tuple[str, str]) -> bytes:
    def change(text: str) -> str:
        for old, new in pairs:
            text = text.replace(old, new)
        return text

    return retyped(change)


def test_an_input_changed_since_keeps_both_sides_changes() -> None:
    later = now(("扎实开展助企服务月活动", "深入开展助企服务月活动"), ("省级积案化解: 5", "省级积案化解: 7"))
    outcome = pull(typed(("摆在突出位置", "摆在更加突出的位置"), ("44.10", "46.10")), later)
    assert "我们把稳增长摆在更加突出的位置，深入开展助企服务月活动" in outcome.after
    assert "固定资产投资: {值: 46.10," in outcome.after
    assert "省级积案化解: 7" in outcome.after
    assert outcome.settled.waiting == ()


def test_the_same_place_changed_on_both_sides_is_shown_side_by_side() -> None:
    later = now(("值: 44.10", "值: 45.00"), ("摆在突出位置", "摆在首要位置"))
    outcome = pull(typed(("44.10", "46.10"), ("摆在突出位置", "摆在重要位置")), later)
    assert outcome.after == outcome.before
    assert outcome.settled.waiting[0].reason == "两边改了同一处。Word 里：46.10；输入文件里：45.00；出稿时：44.10"
    assert [choice.words for choice in outcome.settled.waiting[0].choices] == ["用 Word 里的 46.10", "用输入文件里的 45.00"]
    assert "两边改了同一处" in outcome.settled.waiting[1].reason


def test_what_the_input_has_already_is_not_written_again() -> None:
    later = now(("值: 44.10", "值: 46.10"), ("摆在突出位置", "摆在重要位置"))
    outcome = pull(typed(("44.10", "46.10"), ("摆在突出位置", "摆在重要位置")), later)
    assert outcome.after == outcome.before
    assert outcome.settled.waiting == ()


def test_a_sentence_is_found_where_the_input_has_it_now() -> None:
    line = "          - 全年整治任务提前【提前完成月数】个月销号清零。\n"
    later = now((line, ""), ("          - 锚定农业强", line + "          - 锚定农业强"))
    outcome = pull(typed(("提前1个月销号清零", "提前1个月全部销号清零")), later)
    assert "全年整治任务提前【提前完成月数】个月全部销号清零。\n          - 锚定农业强" in outcome.after
