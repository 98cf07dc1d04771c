"""The spelling of an address → the address, so that tests can be read."""

from __future__ import annotations

from reportgen.report.model.address import Address


def at(text: str) -> Address:
    """``部分[0].小节[1].正文[2]``, ``数据.经济发展.自营出口``; nothing for the file itself."""
    return Address.parse(text)
