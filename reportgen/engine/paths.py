"""Paths through data, as a template asks for them: their spelling, how they are used, and shapes that stand for them.

Knows neither Jinja nor Word nor any data.  A path is a tuple of names; ``ITEM`` stands for the items of a list taken in
turn, or for the values of a group of which any may be meant.  A tuple and not a text, because a name may hold a dot.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum

from reportgen.records import field, frozen

Path = tuple[str, ...]
ITEM = "[]"


class Use(IntEnum):
    """How much of what a path leads to is used: walked through, looked at (is it empty, how many), or all of it."""

    THROUGH = 0
    LOOKED_AT = 1
    WHOLE = 2


class Need(IntEnum):
    """Whether the data must have it: not at all (``|default``, ``is defined``), in a branch that may be taken, always."""

    OPTIONAL = 0
    PERHAPS = 1
    ALWAYS = 2


@frozen
class Asked:
    """A path that a tag (by number) asks for."""

    path: Path
    tag: int
    use: Use
    need: Need


@frozen
class Shape:
    """What an expression may be: data at these ``paths``, a list of ``items``, or a group of named ``fields``."""

    paths: frozenset[Path] = frozenset()
    items: Shape | None = None
    fields: Mapping[str, Shape] = field(default_factory=dict)

    def item(self) -> Shape:
        """What one gets by taking the items in turn."""
        found = Shape(frozenset((*path, ITEM) for path in self.paths))
        return found.joined(self.items) if self.items else found

    def named(self, name: str) -> Shape:
        """What stands under a name."""
        found = Shape(frozenset((*path, name) for path in self.paths))
        known = self.fields.get(name)
        return found.joined(known) if known else found

    def deeper(self, dotted: str) -> Shape:
        """What stands under a dotted name, as filters take it: ``a.b``, ``a.0``."""
        found = self
        for name in dotted.split("."):
            found = found.item() if name.isdigit() else found.named(name)
        return found

    def joined(self, other: Shape) -> Shape:
        """One or the other."""
        items = self.items.joined(other.items) if self.items and other.items else self.items or other.items
        fields = {**self.fields, **other.fields}
        for name in self.fields.keys() & other.fields.keys():
            fields[name] = self.fields[name].joined(other.fields[name])
        return Shape(self.paths | other.paths, items, fields)


NOTHING = Shape()
"""What is computed and leads nowhere."""


def spelled(path: Path) -> str:
    """``部分[].小节[].话题``."""
    return "".join(step if step == ITEM or not at else f".{step}" for at, step in enumerate(path))


def in_words(path: Path) -> str:
    """The same for a clerk: ``“部分”各项的“话题”``."""
    groups: list[list[str]] = [[]]
    for step in path:
        if step == ITEM:
            groups.append([])
        else:
            groups[-1].append(step)
    words = "各项的".join(f"“{'.'.join(group)}”" for group in groups if group)
    return words + ("各项" if path[-1:] == (ITEM,) else "")


def leaves(asked: Iterable[Asked]) -> Iterator[Path]:
    """The paths, each once, in the order of first use; those that only lead to others are left out."""
    paths = dict.fromkeys(one.path for one in asked)
    stems = {path[:at] for path in paths for at in range(1, len(path))}
    yield from (path for path in paths if path not in stems)
