"""How edits are divided where not all of them hold: few trials, and nothing that holds is lost."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import pytest

from reportgen.message import NOTHING, Message, say
from reportgen.report.model.address import Address
from reportgen.roundtrip.division import bundled, divided
from reportgen.roundtrip.edits import Edit, RemoveSection, SetText

WRONG = say("不一样")


def edit(number: int, part: int | None = None) -> Edit:
    path = Address.of_data(["部分", number if part is None else part, "正文", number])
    return Edit("改句", f"旧{number}", f"新{number}", steps=(SetText(path, f"旧{number}", f"新{number}"),))


def tried(edits: Sequence[Edit], bad: Collection[Edit], *, told: bool) -> tuple[list[Edit], list[Edit], int]:
    """What holds, what is refused, and after how many trials; ``told`` whether it is known which edits are in doubt."""
    trials = 0

    def holds(good: Sequence[Edit], group: Sequence[Edit], least: int) -> Message:
        nonlocal trials
        trials += 1
        assert not set(good) & set(group)
        return WRONG if any(each in bad for each in group) else NOTHING

    def doubtful(good: Sequence[Edit], group: Sequence[Edit]) -> Collection[Edit]:
        return [each for each in group if each in bad] if told else []

    good, refused = divided([], bundled(edits), holds, doubtful)
    return good, [each for each, _ in refused], trials


@pytest.mark.parametrize("told", [True, False])
def test_all_that_hold_are_kept_and_the_others_refused(told: bool) -> None:
    edits = [edit(number) for number in range(40)]
    bad = edits[::9]
    good, refused, _ = tried(edits, bad, told=told)
    assert sorted(good, key=edits.index) == [each for each in edits if each not in bad]
    assert sorted(refused, key=edits.index) == bad


def test_where_the_places_are_known_it_takes_no_more_trials_for_more_edits() -> None:
    few, many = ([edit(number) for number in range(count)] for count in (20, 200))
    assert tried(few, few[:3], told=True)[2] == tried(many, many[:3], told=True)[2] <= 8
    assert tried(many, many[:3], told=False)[2] > 8


def test_edits_of_one_section_are_tried_together_before_they_are_parted() -> None:
    edits = [edit(number, part=1) for number in range(4)]
    assert bundled(edits) == [edits]
    good, refused, _ = tried(edits, edits[3:], told=False)
    assert (good, refused) == (edits[:3], edits[3:])


def test_what_reaches_less_far_comes_first() -> None:
    """A section that goes in vain must not keep the words of another from being written, even with one trial left."""
    gone = Edit("删段", "旧", "", steps=(RemoveSection(Address.of_data(["部分", 9])),))
    order: list[Edit] = []

    def holds(good: Sequence[Edit], group: Sequence[Edit], least: int) -> Message:
        order.extend(group if len(group) == 1 else ())
        return WRONG if gone in group else NOTHING

    good, refused = divided([], [[gone], [edit(1)]], holds)
    assert (good, [each for each, _ in refused], order) == ([edit(1)], [gone], [edit(1), gone])


def test_one_edit_that_does_not_hold_keeps_none_of_its_own_section_back() -> None:
    """A paragraph that was moved and joined is bundled with all that it came from and went to; only it waits."""
    edits = [edit(number, part=1) for number in range(40)]
    assert len(bundled(edits)) == 1
    good, refused, trials = tried(edits, edits[7:8], told=True)
    assert (sorted(good, key=edits.index), refused, trials) == ([*edits[:7], *edits[8:]], edits[7:8], 3)
