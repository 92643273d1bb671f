"""`record` makes what `dataclass(frozen=True, slots=True)` makes, only quicker."""

from __future__ import annotations

import copy
import dataclasses
import pickle
from dataclasses import dataclass, field
from typing import Any

import pytest
from resultaatcontract.record import changed, record


@record
class Point:
    """A place."""

    x: int
    y: int = 2
    note: str = field(default="", compare=False, repr=False)

    def moved(self) -> Point:
        return Point(self.x + 1, self.y)


@record
class Deep(Point):
    z: int = 3


@record(kw_only=True)
class Base:
    place: str = field(compare=False)
    reason: str | None = None


@record(kw_only=True)
class Named(Base):
    name: str


@record
class Empty:
    pass


@record
class Single:
    only: object


@dataclass(frozen=True, slots=True)
class Twin:
    """What `Point` would have been."""

    x: int
    y: int = 2
    note: str = field(default="", compare=False, repr=False)


def test_fields_and_defaults() -> None:
    assert (Point(1).x, Point(1).y, Point(1).note) == (1, 2, "")
    assert (Point(1, 5, "n").y, Point(x=1, y=6).y) == (5, 6)
    assert [one.name for one in dataclasses.fields(Point)] == ["x", "y", "note"]
    assert [one.name for one in dataclasses.fields(Deep)] == ["x", "y", "note", "z"]
    assert dataclasses.is_dataclass(Point)
    assert vars(Point)["__match_args__"] == ("x", "y", "note")
    assert Point.__doc__ == "A place."


@pytest.mark.parametrize("arguments", [(), (1, 2, "", 4)])
def test_a_wrong_number_of_arguments_is_refused(arguments: tuple[Any, ...]) -> None:
    for cls in (Point, Twin):
        with pytest.raises(TypeError):
            cls(*arguments)


def test_unknown_names_are_refused() -> None:
    for cls in (Point, Twin):
        with pytest.raises(TypeError):
            cls(1, other=2)  # type: ignore[call-arg]


def test_nothing_can_be_changed() -> None:
    one: Any
    for one in (Point(1), Twin(1)):
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.x = 2
        with pytest.raises(dataclasses.FrozenInstanceError):
            del one.x
        with pytest.raises((dataclasses.FrozenInstanceError, AttributeError, TypeError)):
            one.other = 2
        assert not hasattr(one, "__dict__")


def test_equal_when_all_that_is_compared_is_equal() -> None:
    assert Point(1, 2, "a") == Point(1, 2, "b")
    assert hash(Point(1, 2, "a")) == hash(Point(1, 2, "b"))
    assert Point(1, 2) != Point(2, 2)
    assert len({Point(1), Point(1, note="b"), Point(3)}) == 2
    assert Empty() == Empty()
    assert hash(Empty()) == hash(Empty())
    assert Single((1, 2)) == Single((1, 2)) != Single((1, 3))
    assert hash(Single((1, 2))) == hash(Single((1, 2)))


def test_another_class_is_never_equal() -> None:
    assert Point(1) != Deep(1)
    assert Deep(1) != Point(1)
    others: tuple[object, ...] = (Twin(1), (1, 2), None)
    assert all(Point(1) != other for other in others)
    assert Point(1).__eq__((1, 2)) is NotImplemented


def test_what_cannot_be_hashed_makes_a_record_that_cannot() -> None:
    with pytest.raises(TypeError):
        hash(Single([1]))


def test_shown_like_a_dataclass() -> None:
    assert repr(Point(1, 5, "n")) == "Point(x=1, y=5)"
    assert repr(Point(1)).replace("Point", "Twin") == repr(Twin(1))
    assert repr(Deep(1)) == "Deep(x=1, y=2, z=3)"
    assert repr(Empty()) == "Empty()"


def test_matched_by_position_and_by_name() -> None:
    match Deep(1, 2, "n", 4):
        case Deep(x, y, z=z):
            assert (x, y, z) == (1, 2, 4)
        case _:
            pytest.fail("no match")
    match Point(1):
        case Deep():
            pytest.fail("a point isn't deep")
        case Point(x=1):
            pass


def test_keywords_only() -> None:
    named = Named(place="p", name="n")
    assert (named.place, named.reason, named.name) == ("p", None, "n")
    assert named == Named(place="q", name="n")
    assert Named.__match_args__ == ()
    with pytest.raises(TypeError):
        Named("p", None, "n")  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Named(place="p")  # type: ignore[call-arg]


def test_replaced_copied_and_pickled() -> None:
    one = Deep(1, 2, "n", 4)
    for made in (dataclasses.replace(one, y=9), changed(one, y=9)):
        assert (type(made), made.x, made.y, made.note, made.z) == (Deep, 1, 9, "n", 4)
    assert one.y == 2
    for made in (copy.copy(one), copy.deepcopy(one), pickle.loads(pickle.dumps(one))):
        assert made == one
        assert made.note == "n"
    assert dataclasses.asdict(Point(1)) == {"x": 1, "y": 2, "note": ""}
    assert dataclasses.astuple(Point(1)) == (1, 2, "")


def test_methods_and_inheritance() -> None:
    assert Point(1).moved() == Point(2)
    assert isinstance(Deep(1), Point)
    assert Deep.__mro__[:2] == (Deep, Point)
    assert not hasattr(Deep(1), "__dict__")


def test_a_default_may_be_made_anew_each_time() -> None:
    @record
    class Bag:
        items: list[int] = field(default_factory=list)

    one, other = Bag(), Bag()
    one.items.append(1)
    assert (one.items, other.items, Bag([2]).items) == ([1], [], [2])


def test_a_default_belongs_to_the_class_that_gives_it() -> None:
    @record
    class Other(Point):
        y: int = 7

    assert (Other(1).y, Point(1).y) == (7, 2)
    assert [one.name for one in dataclasses.fields(Other)] == ["x", "y", "note"]
