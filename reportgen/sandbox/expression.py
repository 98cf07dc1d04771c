"""The text of one expression → what it reads, and a compiled program that gives its value.

Knows neither Word nor reports; the references 【…】 of prose and the relations of a dictionary are evaluated by it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import meta, nodes
from jinja2.exceptions import TemplateSyntaxError

from reportgen.message import say
from reportgen.sandbox import COMPILER_FAULTS, Sandbox, SandboxParser, prepared
from reportgen.value_object import ValueObject


class UnknownFilter(TemplateSyntaxError):
    """An expression names a filter that there is not."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Expression(ValueObject):
    """One compiled expression; ``names`` are the free names it reads, ``filters`` the filters it uses."""

    source: str
    names: tuple[str, ...]
    filters: tuple[str, ...]
    sandbox: Sandbox
    program: Any

    @classmethod
    def parse(cls, source: str, sandbox: Sandbox) -> Expression:
        """Raises ``TemplateSyntaxError`` for what is not one expression, is too deep or too long, or names a filter that
        there is not."""
        try:
            return cls._parsed(source, sandbox)
        except COMPILER_FAULTS:
            raise TemplateSyntaxError(say("表达式太长，或套得太深"), 1) from None

    @classmethod
    def _parsed(cls, source: str, sandbox: Sandbox) -> Expression:
        parser = SandboxParser(sandbox, source, state="variable")
        tree = parser.parse_expression()
        if not parser.stream.eos:
            raise TemplateSyntaxError(say("表达式后面还有多余的内容"), 1)
        used = tuple(dict.fromkeys(node.name for node in _around(tree, sandbox).find_all(nodes.Filter)))
        unknown = [name for name in used if name not in sandbox.filters]
        if unknown:
            raise UnknownFilter(say("没有名为“{filter}”的过滤器", filter=unknown[0]), 1)
        free = sorted(meta.find_undeclared_variables(_around(tree, sandbox)) - set(sandbox.globals))
        body = nodes.Assign(nodes.Name("result", "store", lineno=1), tree, lineno=1)
        program = sandbox.from_string(prepared(nodes.Template([body], lineno=1), sandbox))
        return cls(source, tuple(free), used, sandbox, program)

    def evaluate(self, variables: Mapping[str, Any]) -> Any:
        """The value for ``variables``; may raise any of ``RUNTIME_FAULTS``."""
        context = self.program.new_context(dict(variables))
        for _ in self.program.root_render_func(context):
            pass
        return context.vars["result"]


def _around(tree: nodes.Expr, sandbox: Sandbox) -> nodes.Template:
    """A template around an expression, so that its names can be asked for."""
    made = nodes.Template([nodes.Output([tree], lineno=1)], lineno=1)
    made.set_environment(sandbox)
    return made
