"""What every printable value has, and the breaks, which a template names without any data.

Knows neither documents nor data.  Kept apart from the other kinds because every rendering needs it, and most reports
need nothing else of this room.
"""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.message import NOTHING, Message, say
from reportgen.problem import Code
from reportgen.value_object import ValueObject

R07 = Code("R07", "图片、表格、几段文字或分页放错了地方", "“附图：{{ 表 }}”，表是一整张表格", "把 {{ 表 }} 单独放一段")


class Value:
    """Anything a tag may print that is no text; to templates it is opaque: nothing of it can be read after a dot."""

    __slots__ = ()

    @property
    def text(self) -> str | None:
        """What of it may stand where only text can (a link's address, a property); None where nothing may."""
        return None

    @property
    def fills_frames(self) -> bool:
        """Whether it can take the place of a picture of the template."""
        return False

    def __str__(self) -> str:
        raise ValueError(say("图片、表格、带格式的文字不能再和别的文字相接，也不能再套文字的过滤器；请分开写成几个标签"))


class Unusable(ValueError):
    """A value that cannot be printed: ``message``, ``code`` and ``hint`` are those of the problem."""

    def __init__(self, message: Message, code: Code = R07, hint: Message = NOTHING) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.hint = hint


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Break(Value, ValueObject):
    """``page``, ``section`` or ``restart`` (the list that follows begins at its first number again)."""

    kind: str
