"""``reportgen.records`` keeps what the standard frozen, slotted dataclass promises."""

from __future__ import annotations

import copy
import pickle
from typing import Any, ClassVar

import pytest

from reportgen.records import field, fields, frozen, mutable, replace


@frozen
class Point:
    """Two required fields, one with a default, one that is made, one that does not count."""

    count: ClassVar[int] = 0
    x: int
    y: int
    name: str = "点"
    notes: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    place: object = field(default=None, compare=False)


@frozen
class Single:
    only: tuple[int, ...]


@frozen
class Own:
    value: int

    def __eq__(self, other: object) -> bool:
        return other == self.value

    def __hash__(self) -> int:
        return -self.value

    def __repr__(self) -> str:
        return "own"


@frozen
class Empty:
    """No field at all."""


@mutable
class Bag:
    things: list[int] = field(default_factory=list)


def test_fields_are_filled_by_place_by_name_and_by_default() -> None:
    point = Point(1, y=2)
    assert (point.x, point.y, point.name, point.notes, point.place) == (1, 2, "点", {}, None)
    assert Point(1, 2).notes is not Point(1, 2).notes
    assert [each.name for each in fields(Point)] == ["x", "y", "name", "notes", "place"]


def test_equal_and_hashed_by_the_fields_that_count() -> None:
    assert Point(1, 2, notes={"a": "b"}, place=3) == Point(1, 2) != Point(1, 3)
    assert len({Point(1, 2), Point(1, 2, place=9), Point(2, 1), Single((1,)), Single((1,)), Empty(), Empty()}) == 4
    assert Single((1,)) != (1,) and Point(1, 2) != Single((1, 2)) and hash(Single((1,))) != hash(Single((2,)))


def test_refuses_to_change_and_to_grow() -> None:
    changing: Any = Point(1, 2)
    with pytest.raises(AttributeError, match="cannot assign to field 'x'"):
        changing.x = 5
    with pytest.raises(AttributeError, match="cannot delete field 'x'"):
        del changing.x
    with pytest.raises(AttributeError):
        changing.other = 5
    assert not hasattr(changing, "__dict__") and changing == Point(1, 2)


def test_shows_itself_and_keeps_its_own_methods() -> None:
    assert repr(Point(1, 2, place=7)) == "Point(x=1, y=2, name='点', place=7)"
    assert (repr(Own(5)), hash(Own(5)), Own(5) == 5) == ("own", -5, True)


@pytest.mark.parametrize("value", [Point(1, 2, "名", {"a": "b"}), Single((1, 2)), Empty()])
def test_survives_pickling_and_copying(value: object) -> None:
    copies: list[Any] = [pickle.loads(pickle.dumps(value)), copy.copy(value), copy.deepcopy(value)]
    assert copies == [value] * 3 and [repr(each) for each in copies] == [repr(value)] * 3
    assert not isinstance(value, Point) or copies[0].notes == {"a": "b"}


def test_is_replaced_field_by_field_and_matched_by_place() -> None:
    match replace(Point(1, 2), y=9):
        case Point(1, 9, name):
            assert name == "点"
        case other:
            pytest.fail(f"not matched: {other}")


def test_a_default_that_all_would_share_is_refused() -> None:
    with pytest.raises(ValueError, match=r"mutable default .* for field things is not allowed"):

        @mutable
        class Shared:
            things: list[int] = []  # noqa: RUF012


def test_a_missing_argument_is_named() -> None:
    calling: Any = Point
    with pytest.raises(TypeError, match=r"Point.__init__\(\) missing 1 required positional argument: 'y'"):
        calling(1)


def test_a_mutable_one_changes_and_equals_itself_alone() -> None:
    bag, other = Bag(), Bag()
    bag.things.append(1)
    bag.things = [*bag.things, 2]
    assert bag != other and bag == bag and len({bag, other}) == 2 and repr(bag) == "Bag(things=[1, 2])"
    with pytest.raises(AttributeError):
        bag.more = 1  # type: ignore[attr-defined]
