"""Filters, tests, calls and operators → the same, each counted in steps of loops, so that all work has one bound.

Knows nothing of what they do.  A loop is counted where it begins; but ``|map``, ``|sort``, ``in`` and a macro that calls
two others do as much work within one step, and a template of three lines could keep a machine busy for a day with them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, Protocol

from jinja2 import nodes
from jinja2.runtime import Context
from jinja2.utils import pass_context
from markupsafe import Markup

from reportgen.sandbox import Sandbox, keeps_trace
from reportgen.sandbox.bounds import weight

STATE = "#state"
"""The name, which no template can type, under which a rendering stands in Jinja's context."""
WEIGH = "#weigh"
"""The filter through which go operands whose size matters: those of comparisons, and what is sliced."""

_PASSING = frozenset(
    "batch default d first groupby items last list map max min reject rejectattr reverse select selectattr slice sort sum "
    "unique trim string join e escape 连接 #concat #decimal".split()
)
"""Filters that change no word of what they are given: printed text goes through them as it is."""
_COMPARING = frozenset("in eq equalto == ne != lt lessthan < le <= gt greaterthan > ge >=".split())


class Spender(Protocol):
    """What stands under ``STATE``."""

    def spend(self, steps: int) -> None:
        """Counts steps; raises ``SecurityError`` beyond the bound."""

    def words(self, printed: str) -> Any:
        """What has been printed as the words that it is."""


def meter(sandbox: Sandbox, doors: Iterable[str], values: Iterable[str] = ()) -> None:
    """Has a sandbox count everything it does; ``doors`` are filters of our own that count for themselves, ``values`` those
    that look themselves at what has been printed already."""
    kept, passing = frozenset(doors), _PASSING | frozenset(values)
    counted: Callable[..., Any] = _counted
    sandbox.filters = {
        name: function if name in kept else counted(function, printed=name in passing)
        for name, function in sandbox.filters.items()
    }
    sandbox.tests = {
        name: counted(function) if name in _COMPARING else function for name, function in sandbox.tests.items()
    }
    sandbox.filters[WEIGH] = weigh
    sandbox.meter = spend


def spend(context: Context, steps: int) -> None:
    """Counts steps of a program that is running in a rendering."""
    state: Spender | None = context.parent.get(STATE)
    if state is not None:
        state.spend(steps)


@keeps_trace
@pass_context
def weigh(context: Context, value: Any) -> Any:
    """The value as it is, its size counted."""
    spend(context, weight(value))
    return value


def weigh_operands(compares: Iterable[nodes.Compare], items: Iterable[nodes.Getitem]) -> None:
    """Sends through ``WEIGH`` what a comparison or a slice goes over; constants and plain numbers cost nothing."""
    for compare in compares:
        for operand in compare.ops:
            if (
                not isinstance(operand.expr, nodes.Const) and not isinstance(compare.expr, nodes.Const)
            ) or operand.op in ("in", "notin"):
                operand.expr = _weighed(operand.expr)
    for item in items:
        if isinstance(item.arg, nodes.Slice):
            item.node = _weighed(item.node)


def _weighed(node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, WEIGH, [], [], None, None, lineno=node.lineno, environment=node.environment)


def _counted(function: Callable[..., Any], *, printed: bool = True) -> Any:
    """A filter or test that counts what it is given and what it makes, whatever Jinja passes it first.

    What has been printed already (by a macro, ``{% set %}``, ``{% filter %}``) is XML, and is given to it as the words that
    it is, unless it may be given what is ``printed``."""
    passed = str(getattr(function, "jinja_pass_arg", "")).rpartition(".")[2]
    first: Mapping[str, Callable[[Context], Any]] = {
        "context": lambda context: context,
        "eval_context": lambda context: context.eval_ctx,
        "environment": lambda context: context.environment,
    }
    extra = first.get(passed)

    @wraps(function, assigned=())
    def apply(context: Context, *args: Any, **named: Any) -> Any:
        spend(context, sum(map(weight, args)))
        if args and isinstance(args[0], Markup) and not printed:
            args = (context.parent[STATE].words(args[0]), *args[1:])
        result = function(extra(context), *args, **named) if extra else function(*args, **named)
        if isinstance(result, str) and len(result) > 64:
            spend(context, len(result) >> 6)
        return result

    return pass_context(apply)
