"""Edited paragraphs as stretches of YAML text: references stay references, and nothing that went is passed over."""

from __future__ import annotations

from addresses import at

from reportgen.roundtrip.attribution import items, rebuild
from reportgen.roundtrip.printed import PrintedParagraph, PrintedSpan

RAW = {at("甲"): "投资【投资】亿元，同比增长。", at("乙"): "第二句。"}
BODY = PrintedParagraph(
    "投资44.10亿元，同比增长。第二句。",
    (
        PrintedSpan(0, 2, at("甲"), 0, 2), PrintedSpan(2, 7, at("甲"), 2, 6, (at("数据.投资"),)), PrintedSpan(7, 15, at("甲"), 6, 14), PrintedSpan(15, 19, at("乙"), 0, 4),
    ),
)  # fmt: skip
NOTE = PrintedParagraph("注：口径见备注。", (PrintedSpan(0, 8),))


def raws(*new: str) -> list[list[tuple[str, str]]]:
    made = rebuild([BODY, NOTE], RAW, list(new))
    return [[(str(item.path), item.raw) for item in items(row)] for row in made.paragraphs]


def test_what_nobody_touched_is_the_input_again() -> None:
    assert raws(BODY.text)[0] == [("甲", RAW[at("甲")]), ("乙", RAW[at("乙")])]


def test_words_go_to_the_sentence_that_they_were_typed_in() -> None:
    assert raws("累计投资44.10亿元，同比稳步增长。第二句。")[0] == [("甲", "累计投资【投资】亿元，同比稳步增长。"), ("乙", "第二句。")]


def test_a_new_sentence_belongs_to_none() -> None:
    assert raws("投资44.10亿元，同比增长。全新的话。第二句。")[0] == [("甲", RAW[at("甲")]), ("", "全新的话。"), ("乙", "第二句。")]


def test_a_figure_stays_its_reference_and_is_told() -> None:
    made = rebuild([BODY], RAW, ["投资46.10亿元，同比增长。第二句。"])
    assert [(change.old, change.new) for change in made.values] == [("44.10", "46.10")]
    assert raws("投资46.10亿元，同比增长。第二句。")[0][0] == ("甲", RAW[at("甲")])


def test_a_figure_whose_neighbours_changed_too_is_text() -> None:
    made = rebuild([BODY], RAW, ["产值300万元，同比增长。第二句。"])
    assert [(change.old, change.new) for change in made.values] == [("44.10", "")]
    assert "【" not in raws("产值300万元，同比增长。第二句。")[0][0][1]


def test_a_paragraph_of_the_template_that_was_deleted_is_told() -> None:
    made = rebuild([BODY, NOTE], RAW, [BODY.text])
    assert [(change.old_paragraph, change.old, change.new) for change in made.template] == [(1, NOTE.text, "")]


TITLE = PrintedParagraph("加快发展", (PrintedSpan(0, 4, at("丙"), 0, 4),))


def test_words_typed_behind_the_last_piece_belong_to_it() -> None:
    made = rebuild([TITLE], {at("丙"): "加快发展"}, ["加快发展步伐"])
    assert [(item.path, item.raw) for item in items(made.paragraphs[0])] == [(at("丙"), "加快发展步伐")]


def test_a_figure_that_was_taken_out_of_its_sentence_is_told_as_gone() -> None:
    made = rebuild([BODY], RAW, ["投资亿元，同比增长。第二句。"])
    assert [(change.old, change.new) for change in made.values] == [("44.10", "")]
    assert [item.raw for item in items(made.paragraphs[0])] == ["投资亿元，同比增长。", "第二句。"]


def test_words_over_a_figure_and_its_neighbours_are_text_of_the_sentence() -> None:
    made = rebuild([BODY], RAW, ["完成总额甚多，同比增长。第二句。"])
    assert [(change.old, change.new) for change in made.values] == [("44.10", "")]
    assert [(item.path, item.raw) for item in items(made.paragraphs[0])] == [(at("甲"), "完成总额甚多，同比增长。"), (at("乙"), "第二句。")]


def test_a_value_that_is_all_there_is_stays_a_reference_when_it_changes() -> None:
    alone = PrintedParagraph("示例街道", (PrintedSpan(0, 4, at("丙"), 0, 4, (at("单位.街道"),)),))
    made = rebuild([alone], {at("丙"): "【街道】"}, ["示范街道"])
    assert [(change.old, change.new) for change in made.values] == [("示例街道", "示范街道")]
    assert [item.raw for item in items(made.paragraphs[0])] == ["【街道】"]


def test_a_figure_that_reaches_over_two_sentences_is_gone_once() -> None:
    long = PrintedParagraph("共有甲。乙二处。", (PrintedSpan(0, 2, at("丙"), 0, 2), PrintedSpan(2, 5, at("丙"), 2, 6, (at("数据.名"),)), PrintedSpan(5, 8, at("丙"), 6, 9)))
    made = rebuild([long, TITLE], {"丙": "共有【名】二处。"}, [TITLE.text])
    assert [(change.piece.data, change.new) for change in made.values] == [((at("数据.名"),), "")]


def test_a_figure_that_moved_with_its_sentence_must_stand_by_the_words_on_both_sides() -> None:
    """At its place one known neighbour is enough; elsewhere a like sentence may be about another thing."""
    stays = rebuild([BODY, NOTE], RAW, ["产值46.10亿元，同比增长。第二句。", NOTE.text])
    assert [(change.old, change.new) for change in stays.values] == [("44.10", "46.10")]
    moves = rebuild([BODY, NOTE], RAW, [NOTE.text, "第二句。产值46.10亿元，同比增长。"])
    assert ("44.10", "46.10") not in [(change.old, change.new) for change in moves.values]


GROWN = PrintedParagraph(
    "办件29个，比上年减少12个；主动解决33个。",
    (
        PrintedSpan(0, 2, at("丁"), 0, 2), PrintedSpan(2, 4, at("丁"), 2, 6, (at("数据.办件"),)), PrintedSpan(4, 9, at("丁"), 6, 11),
        PrintedSpan(9, 14, at("丁"), 11, 18, (at("数据.办件"),)), PrintedSpan(14, 23, at("丁"), 18, 27),
    ),
)  # fmt: skip


def test_a_value_of_which_a_part_went_with_words_beside_it_is_text() -> None:
    """No reference prints 减少12; where only the value itself changed, it stays one."""
    raw = {at("丁"): "办件【办件】个，比上年【办件|增加】；主动解决33个。"}
    torn = rebuild([GROWN], raw, ["办件29个，比上年减少12稳步主动解决33个。"])
    assert [item.raw for item in items(torn.paragraphs[0])] == ["办件【办件】个，比上年减少12稳步主动解决33个。"]
    assert [(change.old, change.new) for change in torn.values] == [("减少12个", "")]
    cut = rebuild([GROWN], raw, ["办件29个，比上年减少12；主动解决33个。"])
    assert [(change.old, change.new) for change in cut.values] == [("减少12个", "减少12")]
