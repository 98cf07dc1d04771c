"""A text → PyYAML's node tree.

Knows no place and no fault but PyYAML's own.  The tree is asked for and nothing else: no object is ever made of it.
"""

from __future__ import annotations

from typing import Any

import yaml

from reportgen.problem import Problem
from reportgen.yamltext.traps import Repaired

# BaseLoader resolves no types, which nobody here asks for; the one written in C is many times faster.
LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


Composed = tuple[Any, Repaired, tuple[Problem, ...]]
"""The node tree (None when nothing could be read), the text it was read from, and the faults."""


def composed(text: str) -> Any:
    """The root of the tree, None of an empty text; raises ``yaml.YAMLError``."""
    return yaml.compose(text, Loader=LOADER)
