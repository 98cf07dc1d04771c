"""A text → PyYAML's node tree.

Knows no place and no fault but PyYAML's own.  The tree is asked for and nothing else: no object is ever made of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import yaml

from reportgen.problem import Problem
from reportgen.value_object import ValueObject
from reportgen.yamltext.traps import Repaired

# BaseLoader resolves no types, which nobody here asks for; the one written in C is many times faster.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Composed(ValueObject):
    """The node tree (None when nothing could be read), the text it was read from, and the faults."""

    root: Any
    repaired: Repaired
    problems: tuple[Problem, ...]


def composed(text: str) -> Any:
    """The root of the tree, None of an empty text; raises ``yaml.YAMLError``."""
    return yaml.compose(text, Loader=LOADER)
