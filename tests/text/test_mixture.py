"""A third text between two versions: what may be mixed, what may not, and where it is strange."""

from __future__ import annotations

import pytest

from reportgen.text.mixture import strange, stretches, taken, whole

BEFORE = [
    "党建引领有力。全年开会12次，参会300人次。",
    "产业发展提速。新增企业20家，增加5家。",
    "民生保障更加到位。救助困难群众56户。",
]


@pytest.mark.parametrize(
    ("after", "third"),
    [
        # two paragraphs came to one place: the one may be there and the other not
        (
            [BEFORE[0], "文旅融合加快。接待游客3万人次。", "环境治理见效。清运垃圾9吨。", *BEFORE[1:]],
            [BEFORE[0], "环境治理见效。清运垃圾9吨。", *BEFORE[1:]],
        ),
        # a sentence came where another went
        (
            ["党建引领有力。群众反映良好，满意率高。", *BEFORE[1:]],
            ["党建引领有力。群众反映良好，满意率高。全年开会12次，参会300人次。", *BEFORE[1:]],
        ),
        # a paragraph came where another went
        (
            [BEFORE[0], "文旅融合加快。接待游客3万人次。", BEFORE[2]],
            [BEFORE[0], "文旅融合加快。接待游客3万人次。", *BEFORE[1:]],
        ),
        # a paragraph moved, and a figure in it is still worked out anew
        (
            [BEFORE[0], BEFORE[2], "产业发展提速。新增企业20家，减少8家。"],
            [BEFORE[0], BEFORE[2], "产业发展提速。新增企业20家，增加5家。"],
        ),
    ],
)
def test_each_sentence_that_came_or_went_may_be_as_before_or_as_after(after: list[str], third: list[str]) -> None:
    parts = stretches(BEFORE, after)
    assert taken(parts, whole(BEFORE)) == ()
    assert taken(parts, whole(after))
    assert taken(parts, whole(third))
    assert strange(parts, whole(third)) == []


@pytest.mark.parametrize(
    "third",
    [
        [BEFORE[0], BEFORE[2], "产业发展提速。新增企业20家，增加6家。"],  # neither 5 nor 8
        [BEFORE[0], "产业发展提速。新增企业20家，减少8家。"],  # what both have is gone
        [BEFORE[0], BEFORE[2] + "产业发展提速。新增企业20家，减少8家。"],  # the paragraph's end is gone
        [
            BEFORE[0],
            BEFORE[2],
            "产业发展提速。新增企业20家，减少8家。",
            "产业发展提速。新增企业20家，减少8家。",
        ],  # twice
    ],
)
def test_what_neither_version_says_is_no_mixture(third: list[str]) -> None:
    parts = stretches(BEFORE, [BEFORE[0], BEFORE[2], "产业发展提速。新增企业20家，减少8家。"])
    assert taken(parts, whole(third)) is None
    assert strange(parts, whole(third))


def test_a_strange_place_ends_at_the_next_words_that_all_have() -> None:
    third = [BEFORE[0], "产业发展提速。新增企业99家，增加5家。", BEFORE[2]]
    (found,) = strange(stretches(BEFORE, BEFORE), whole(third))
    assert "新增企业99家" in whole(third)[found.start : found.end]
    assert whole(BEFORE)[found.first : found.last] == "新增企业20家，增加5家。\n"
    assert whole(third)[found.end :].startswith("民生保障更加到位。")


@pytest.mark.parametrize(("next_words", "is_landmark"), [("民生保障很到位。", True), ("民生保障到位。", False)])
def test_eight_characters_that_both_have_are_a_landmark_and_seven_are_none(next_words: str, is_landmark: bool) -> None:
    """See ``_LANDMARK``: of seven the strange place goes on to the next sentence."""
    before = ["新增企业20家。", f"{next_words}救助困难群众56户。"]
    (found,) = strange(stretches(before, before), whole(["新增企业99家。", before[1]]))
    assert (whole(before)[found.first : found.last] == "新增企业20家。\n") is is_landmark


@pytest.mark.parametrize("changed", [6, 7])
def test_of_a_moved_sentence_with_too_many_changes_all_or_none_is_as_before(changed: int) -> None:
    """Six changed places may each be as before; of seven only all (see ``_MOST_MIXED``)."""
    words = ["组织走访", "慰问老人", "帮办实事", "化解矛盾", "整治隐患", "开展巡查", "发放物资"]
    old = "，".join(f"{word}{number}1次" for number, word in enumerate(words)) + "。"
    new = "，".join(f"{word}{number}{2 if number < changed else 1}次" for number, word in enumerate(words)) + "。"
    first = old.replace("组织走访01次", "组织走访02次")
    parts = stretches([old, *BEFORE], [*BEFORE, new])
    assert taken(parts, whole([*BEFORE, old])) is not None
    assert (taken(parts, whole([*BEFORE, first])) is not None) is (changed == 6)


def test_a_moved_sentence_is_known_by_its_words_of_before_too() -> None:
    """Its figure changed, and with it what is worked out; another that went reads more like what somebody typed."""
    earlier = ["甲片化解积案5件，与上年持平。", "乙片化解积案5件，与上年持平。", *BEFORE]
    now = ["甲片化解积案2件，与上年减少3件。", *earlier[1:]]
    typed = [*BEFORE, "甲片化解积案2件，与上年持平。"]
    printed = [*BEFORE, "甲片化解积案2件，与上年减少3件。"]
    assert taken(stretches(now, typed), whole(printed)) is None
    assert taken(stretches(now, typed, earlier), whole(printed)) is not None
    assert taken(stretches(now, typed, earlier), whole([*BEFORE, "甲片化解积案2件，与上年减少4件。"])) is None
