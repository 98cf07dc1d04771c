"""Words of a clause → the datum that they name: its own name, what the report itself calls it, or its words in another order.

Knows no sentence but the end of a clause that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from reportgen.report.data import Datum

_COUNTED = tuple("总规模 总量 总额 总数 人数 户数 家数 件数 起数 宗数 面积 规模 情况 量 额 数".split())
"""What may stand behind a name, longest first."""
_SURE = 6
"""From so many characters on the same ones in another order are the same thing (低散乱污企业整治, 低散乱污整治企业)."""


class NamedData:
    """Names of data, by their words and by their characters in order."""

    __slots__ = ("_exact", "_sizes", "_turned")

    def __init__(self, named: Mapping[str, Datum]) -> None:
        turned: dict[str, list[Datum]] = {}
        for name, datum in named.items():
            if len(name) >= _SURE:
                turned.setdefault(_in_order(name), []).append(datum)
        self._exact = named
        self._turned = {signs: data[0] for signs, data in turned.items() if all(each is data[0] for each in data)}
        self._sizes = sorted({len(name) for name in named}, reverse=True)

    def ending(self, clause: str) -> tuple[str, Datum] | None:
        """What stands before the name that ends a clause, and the datum; 专利申请量 is 专利申请 too."""
        found = self._ending(clause)
        named = _named(clause) if found is None else clause
        return found if named == clause else self._ending(named)

    def _ending(self, clause: str) -> tuple[str, Datum] | None:
        for size in self._sizes:
            if size > len(clause):
                continue
            tail = clause[-size:]
            datum = self._exact.get(tail)
            if datum is None and size >= _SURE:
                datum = self._turned.get(_in_order(tail))
            if datum is not None:
                return clause[:-size], datum
        return None


def _named(clause: str) -> str:
    """A clause without the word for an amount that ends it."""
    words = clause.removesuffix("\n")
    counted = next((word for word in _COUNTED if words.endswith(word)), "")
    return words.removesuffix(counted) if counted else clause


def _in_order(signs: Iterable[str]) -> str:
    return "".join(sorted(signs))
