"""A rendered part with content controls that held tags → the same part, what each control stores of its text as the text now is.

Knows nothing of tags.  A check box stores whether it is ticked (``w14:checkbox``), a date its day (``w:date``, ECMA-376 Part 1
§17.5.2.7), a list the value that was chosen (§17.5.2.15): Word shows the text, and goes by what is stored as soon as somebody
clicks.  Only controls that ``mark_control`` marked before rendering are touched.
"""

from __future__ import annotations

from lxml import etree

from reportgen.ooxml.names import W14, W

_MARK = "follows"
"""An attribute of ``w:sdtPr`` that no Word file has, between marking and following."""
_YES = frozenset("true yes 1 是 有 √ ✓ ✔ ☑ ☒ ■".split())
_NO = frozenset("false no 0 否 无 × ☐ □".split()) | {""}
_TICKED, _EMPTY = "2612", "2610"
"""The signs of a check box that says nothing of its own ([MS-DOCX] 2.5.1.4)."""
_LISTS = (W + "dropDownList", W + "comboBox")


def mark_control(properties: etree._Element) -> bool:
    """Marks a control, by its ``w:sdtPr``, if it stores anything of its text."""
    stores = any(properties.find(name) is not None for name in (W14 + "checkbox", W + "date", *_LISTS))
    if stores:
        properties.set(_MARK, "1")
    return stores


def holds_marked(root: etree._Element) -> bool:
    """Whether any control of a part is marked."""
    return any(_MARK in node.attrib for node in root.iter(W + "sdtPr"))


def follow_texts(root: etree._Element) -> None:
    """What the marked controls store becomes what their texts say."""
    for properties in [node for node in root.iter(W + "sdtPr") if _MARK in node.attrib]:
        del properties.attrib[_MARK]
        content = properties.getnext()
        while content is not None and content.tag != W + "sdtContent":
            content = content.getnext()
        if content is None:
            continue
        texts = list(content.iter(W + "t"))
        text = "".join(node.text or "" for node in texts).strip()
        for kind, follow in ((W14 + "checkbox", _tick), (W + "date", _date), *((name, _choose) for name in _LISTS)):
            held = properties.find(kind)
            if held is not None:
                follow(held, text, texts)


def _tick(box: etree._Element, text: str, texts: list[etree._Element]) -> None:
    """Ticked or not by the sign of the box itself, or by a word for yes or no, which becomes the sign."""
    states = {name: box.find(f"{W14}{name}State") for name in ("checked", "unchecked")}
    signs = {name: _sign(state, _TICKED if name == "checked" else _EMPTY) for name, state in states.items()}
    ticked = text == signs["checked"] or (text != signs["unchecked"] and text.lower() in _YES)
    if not ticked and text != signs["unchecked"] and text.lower() not in _NO:
        return
    held = box.find(W14 + "checked")
    if held is None:
        held = etree.Element(W14 + "checked")
        box.insert(0, held)
    held.set(W14 + "val", "1" if ticked else "0")
    if texts and text not in signs.values():
        name = "checked" if ticked else "unchecked"
        for node in texts:
            node.text = ""
        texts[0].text = signs[name]


def _sign(state: etree._Element | None, usual: str) -> str:
    code = state.get(W14 + "val", usual) if state is not None else usual
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return chr(int(usual, 16))


def _date(held: etree._Element, text: str, texts: list[etree._Element]) -> None:
    """The day that the text says; none where it says none."""
    from reportgen.engine.values.dates import dated  # here: few templates have a control that holds a day

    held.attrib.pop(W + "fullDate", "")
    try:
        held.set(W + "fullDate", dated(text, "yyyy-MM-dd") + "T00:00:00Z")
    except ValueError:
        return


def _choose(held: etree._Element, text: str, texts: list[etree._Element]) -> None:
    """The value of the item that the text names."""
    held.attrib.pop(W + "lastValue", "")
    for item in held.iterchildren(W + "listItem"):
        if text and text in (item.get(W + "displayText"), item.get(W + "value")):
            held.set(W + "lastValue", item.get(W + "value", text))
            return
