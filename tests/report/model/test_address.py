"""Addresses are data: they come back from their spelling, whatever stands in a name."""

from __future__ import annotations

import pickle

import pytest
from how_many import examples
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.report.model.address import _STEP, LITERAL, NOWHERE, REFERENCE, Address, spelled
from reportgen.report.model.origin import Origin, of_old_spelling

STEPS = st.lists(st.text(min_size=0, max_size=8) | st.integers(0, 99), max_size=6).map(tuple)


@given(STEPS)
def test_an_address_comes_back_from_its_spelling_and_from_a_record(steps: tuple[str | int, ...]) -> None:
    address = Address(steps)
    assert Address.parse(str(address)) == address == Address.of_data(address.as_data())
    assert pickle.loads(pickle.dumps(address)) == address


@given(STEPS, st.sampled_from([LITERAL, REFERENCE]), st.integers(0, 999), st.integers(0, 999))
def test_an_origin_comes_back_from_its_spelling(steps: tuple[str | int, ...], kind: str, first: int, last: int) -> None:
    origin = Origin(Address(steps), kind, first, last)
    assert Origin.parse(str(origin)) == origin
    assert Origin.parse(spelled(steps)) == Origin(Address(steps))


@pytest.mark.parametrize("name", ["甲.乙", "甲[0]", "甲@1:2", "甲#1:2", '"甲"', "甲 乙", "", "甲\\"])
def test_a_name_with_signs_of_the_spelling_stays_a_name(name: str) -> None:
    address = Address(("数据", name))
    assert Address.parse(str(address)).steps == ("数据", name)
    assert Origin.parse(str(address)).kind == ""


def test_an_address_knows_the_sections_around_it() -> None:
    address = Address(("部分", 0, "小节", 1, "正文", 2))
    assert str(address) == "部分[0].小节[1].正文[2]"
    assert [str(each) for each in address.sections] == ["部分[0]", "部分[0].小节[1]"]
    assert (address.key, address.number, address.section.depth) == ("正文", 2, 2)
    assert address.within(Address(("部分", 0))) and not address.within(Address(("部分", 1)))
    assert Address(("部分", 0, "标题")).section == Address(("部分", 0))
    assert Address(("开头", 1)).section == NOWHERE and not NOWHERE


def test_what_was_written_before_names_were_quoted_is_read() -> None:
    assert of_old_spelling("部分[0].小节[1].正文[2]@4:9") == Origin(Address(("部分", 0, "小节", 1, "正文", 2)), LITERAL, 4, 9)
    assert of_old_spelling("数据.经济发展.自营出口") == Origin(Address(("数据", "经济发展", "自营出口")))


@pytest.mark.parametrize("steps", [None, "部分", [1.5], [True], [["部分"]], {"部分": 0}])
def test_what_is_no_list_of_names_and_numbers_is_no_address(steps: object) -> None:
    with pytest.raises(ValueError, match="no address"):
        Address.of_data(steps)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ['"甲', "甲[x]", "甲..乙", "甲]"])
def test_a_text_that_is_no_spelling_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no address"):
        Address.parse(text)


def by_steps_alone(text: str) -> tuple[str | int, ...] | None:
    """Each step of a spelling by its pattern, None for what is none; no name in quotes has an escape here."""
    found, at = [], 0
    while at < len(text):
        step = _STEP.match(text, at)
        if step is None:
            return None
        found.append(int(step["number"]) if step["number"] else step["plain"] or step["quoted"][1:-1])
        at = step.end()
    return tuple(found)


@settings(max_examples=examples(2000), deadline=None)
@given(st.lists(st.sampled_from([*"甲.[]\"@ ", "乙", "[0]", "[12]", "[٣]", ".丙", '"丁[1]"', "[x]"]), max_size=7).map("".join))
def test_an_item_of_a_list_is_read_as_step_by_step(text: str) -> None:
    whole = by_steps_alone(text)
    if whole is None:
        with pytest.raises(ValueError, match="no address"):
            Address.parse(text)
    else:
        assert Address.parse(text).steps == whole


def test_an_address_of_many_numbers_is_read_too() -> None:
    assert Address.parse("甲" + "[0]" * 5000).depth == 5000
