"""A file that is pulled again: what the input has already is not offered again, and what was left can be written then."""

from __future__ import annotations

import random

import pytest
from addresses import at
from manuscript import EDITS, Manuscript, edited
from pulled_office import basis, place, pull, report, retyped, texts, trace, viewed

from reportgen.message import say
from reportgen.roundtrip import edits as kinds
from reportgen.roundtrip.already import Already
from reportgen.roundtrip.edits import Choice, Edit, MoveSection, Remove
from reportgen.roundtrip.pull import Basis, read_back, write_certain
from reportgen.storage.given import Given


def again(package: bytes, now: Basis) -> list[Edit]:
    """What there is to do of a file that is pulled once more."""
    found = read_back(viewed(package), trace(), basis(), now).edits
    assert [edit for edit in found if not edit.note and not edit.steps and not edit.reason] == []
    return [edit for edit in found if edit.steps or edit.reason]


@pytest.mark.parametrize("kind", EDITS)
@pytest.mark.parametrize("seed", range(2))
def test_nothing_is_offered_twice(kind: str, seed: int) -> None:
    rng = random.Random(f"{seed}{kind}")
    made = Manuscript(report())
    assert edited(rng, made, [kind], tracked=False)
    package = made.package(rng)
    outcome = pull(package)
    now = basis().with_inputs(outcome.settled.inputs)
    if not outcome.settled.waiting:
        assert again(package, now) == []
    else:
        assert len(again(package, now)) <= len(outcome.settled.waiting)


@pytest.mark.parametrize("seed", range(8))
def test_nothing_of_many_edits_is_offered_twice(seed: int) -> None:
    rng = random.Random(seed)
    made = Manuscript(report())
    edited(rng, made, rng.sample(list(EDITS), 5), tracked=bool(seed % 2))
    package = made.package(rng)
    outcome = pull(package)
    now = basis().with_inputs(outcome.settled.inputs)
    left = again(package, now)
    assert len(left) <= len(outcome.settled.waiting)
    if not outcome.settled.waiting:
        assert left == []
    settled = write_certain(read_back(viewed(package), trace(), basis(), now), viewed(package), now, basis())
    assert [item.content for item in settled.inputs] == [item.content for item in now.inputs] or outcome.settled.waiting


def questioned() -> tuple[bytes, Edit]:
    """A copy with paragraphs moved and a name changed in one of its places, which is asked about."""
    made = Manuscript(report())
    text = made.paragraphs
    number = next(number for number, each in enumerate(text) if "现代化新岚川建设" in each)
    text[number] = text[number].replace("现代化新岚川建设", "现代化新岚州建设")
    text.insert(place(text, "城市更新") + 1, text.pop(place(text, "城市更新")))
    number = place(text, "法治建设")
    text.insert(place(text, "党纪学习"), text.pop(number))
    made.rewrite(text, tracked=False)
    package = made.package(random.Random(1))
    (edit,) = [edit for edit in pull(package).settled.waiting if edit.choices]
    return package, edit


def test_each_answer_can_be_given_in_a_second_run_and_is_known_in_a_third() -> None:
    package, first = questioned()
    moved = basis().with_inputs(pull(package).settled.inputs)
    for number in range(len(first.choices)):
        found = read_back(viewed(package), trace(), basis(), moved)
        (edit,) = [edit for edit in found.edits if edit.reason]
        assert [choice.words for choice in edit.choices] == [choice.words for choice in first.choices]
        answered = Edit(edit.kind, edit.old, edit.new, edit.where, edit.place, steps=edit.choices[number].steps, answered=True)
        wanted = tuple(answered if each is edit else each for each in found.edits)
        settled = write_certain(type(found)(wanted, printed=found.printed, proof=found.proof), viewed(package), moved, basis(), further=False)
        assert settled.done == (answered,) and settled.waiting == ()
        now = moved.with_inputs(settled.inputs)
        assert any("现代化新岚州建设" in text for text in texts(now))
        assert again(package, now) == []


def test_an_answer_goes_where_its_sentence_is_now() -> None:
    """The sentence moved in the input since, by whatever hand: the address of then is another sentence's."""
    package = retyped(lambda text: text.replace("现代化新岚川建设", "现代化新岚州建设"))
    content = basis().inputs[0].content.decode()
    later = content.replace("部分:\n", "部分:\n  - 标题: 先说的部分\n    总起: 先说一句新的话。\n", 1)
    now = basis().with_inputs([Given("2024.yaml", later.encode())])
    (edit,) = [edit for edit in read_back(viewed(package), trace(), basis(), now).edits if edit.choices]
    for choice in edit.choices:
        answered = Edit(edit.kind, edit.old, edit.new, steps=choice.steps, answered=True)
        settled = write_certain(type(pull(package).pulled)((answered,)), viewed(package), now, basis(), further=False)
        assert settled.done == (answered,), settled.waiting
        assert any("现代化新岚州建设" in text for text in texts(now.with_inputs(settled.inputs)))


def test_what_the_clerk_moved_elsewhere_since_is_offered() -> None:
    """The file has the paragraph in one place, the input by now in a third: that is not what the file says."""
    package = Manuscript(report())
    text = package.paragraphs
    text.insert(place(text, "产业空间"), text.pop(place(text, "创新主体")))
    package.rewrite(text, tracked=False)
    made = package.package(random.Random(1))
    assert [edit.kind for edit in again(made, basis().with_inputs([Given("2024.yaml", basis().inputs[0].content + b"\n")]))] == [kinds.TOPIC_MOVED]


def test_only_a_file_without_a_difference_tells_of_edits_that_take_nothing_elsewhere() -> None:
    now = basis().outline
    edit = Edit(kinds.DERIVED, "甲", "乙", reason=say("不知道"), choices=(Choice(say("写"), ()),))
    assert Already(now, ()).has(edit, now, {})
    assert not Already(now, (Edit(kinds.TEMPLATE, "一、", "二、"),)).has(edit, now, {})
    part = at("部分[1]")
    here = {path: path for path in now.spots}
    moved = Edit(kinds.PART_MOVED, "", "", steps=(MoveSection(part, at(""), at("")),))
    other = Edit(kinds.DELETED, "", "", steps=(Remove(now.within(at("部分[0]"))[0], ""),))
    assert Already(now, (other,)).has(moved, now, here)
    assert not Already(now, (moved,)).has(moved, now, here)
    assert not Already(now, (other,)).has(moved, now, {})


def test_a_sentence_that_was_put_in_twice_is_offered_where_it_is_missing() -> None:
    words = "群众反映良好。"

    def change(text: str) -> str:
        return text + words if text.startswith(("城市更新", "法治建设")) else text

    package = retyped(change)
    pulled = pull(package).pulled
    first, second = [edit for edit in pulled.edits if edit.kind == kinds.ADDED]
    for wanted, other in ((first, second), (second, first)):
        once = write_certain(type(pulled)((wanted,)), viewed(package), basis(), further=False)
        now = basis().with_inputs(once.inputs)
        (left,) = again(package, now)
        assert (left.kind, left.new, left.where) == (kinds.ADDED, words, other.where)
        settled = write_certain(read_back(viewed(package), trace(), basis(), now), viewed(package), now, basis())
        assert texts(now.with_inputs(settled.inputs)) == pull(package).wanted


@pytest.mark.parametrize("written", [0, 1])
def test_of_two_sentences_put_in_at_one_place_the_second_keeps_its_place(written: int) -> None:
    made = Manuscript(report())
    text = made.paragraphs
    text[place(text, "城市更新")] += "甲事项已经全部办结。" + "".join(text.pop(place(text, "河湖水系")).split("。", 1)[1:])
    text[place(text, "城市更新")] += "乙事项正在抓紧推进。"
    made.rewrite(text, tracked=False)
    package = made.package(random.Random(1))
    pulled = pull(package).pulled
    certain = [edit for edit in pulled.edits if edit.is_certain]
    once = write_certain(type(pulled)(tuple(certain[written::2])), viewed(package), basis(), further=False)
    now = basis().with_inputs(once.inputs)
    settled = write_certain(read_back(viewed(package), trace(), basis(), now), viewed(package), now, basis())
    done = texts(now.with_inputs(settled.inputs))
    assert settled.waiting or done == pull(package).wanted
