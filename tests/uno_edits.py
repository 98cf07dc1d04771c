"""Run by the system's Python, which has LibreOffice's bridge: opens a .docx in a running LibreOffice, edits it, saves it
as .docx.

    python3 uno_edits.py PORT FROM.docx TO.docx EDITS.json

EDITS is ``{"tracked": bool, "replace": [[old, new], …], "delete": [words, …], "append": [[words, more], …],
"split": [words, …], "join": [words, …], "move": [[words, behind], …], "dress": [[words, property, value], …], "table": [words, …],
"footnote": [[words, note], …], "comment": [[words, remark], …], "box": [[words, text], …], "page": [[property, value], …]}``: words
are found by the program's own search; what is split or joined is the paragraph at them, ``dress`` sets a property of characters
or of a paragraph, ``page`` one of every page style.  Nothing of reportgen is imported.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import uno  # type: ignore[import-not-found]
from com.sun.star.beans import PropertyValue  # type: ignore[import-not-found]
from com.sun.star.connection import NoConnectException  # type: ignore[import-not-found]
from com.sun.star.lang import DisposedException  # type: ignore[import-not-found]
from com.sun.star.text.ControlCharacter import PARAGRAPH_BREAK  # type: ignore[import-not-found]


def desktop(port: str) -> Any:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(240):
        try:
            context = resolver.resolve(f"uno:socket,host=localhost,port={port};urp;StarOffice.ComponentContext")
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except (NoConnectException, DisposedException):  # it does not listen yet, or was met while it still starts
            time.sleep(0.25)
    raise SystemExit("LibreOffice does not answer")


def option(name: str, value: Any) -> Any:
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def found(document: Any, words: str) -> Any:
    search = document.createSearchDescriptor()
    search.SearchString = words
    search.SearchCaseSensitive = True
    hit = document.findFirst(search)
    if hit is None:
        raise SystemExit(f"not found: {words}")
    return hit


def edit(document: Any, wishes: dict[str, Any]) -> None:
    text = document.Text
    for old, new in wishes.get("replace", ()):
        found(document, old).setString(new)
    for words in wishes.get("delete", ()):
        found(document, words).setString("")
    for words, more in wishes.get("append", ()):
        text.insertString(found(document, words).getEnd(), more, False)
    for words, behind in wishes.get("move", ()):
        found(document, words).setString("")
        text.insertString(found(document, behind).getEnd(), words, False)
    for words in wishes.get("split", ()):
        text.insertControlCharacter(found(document, words).getStart(), PARAGRAPH_BREAK, False)
    for words in wishes.get("join", ()):
        cursor = text.createTextCursorByRange(found(document, words).getEnd())
        cursor.gotoEndOfParagraph(False)
        cursor.goRight(1, True)
        cursor.setString("")


def beyond_text(document: Any, wishes: dict[str, Any]) -> None:
    """What the buttons and menus do that types no character of the text."""
    text = document.Text
    for words, name, value in wishes.get("dress", ()):
        found(document, words).setPropertyValue(name, value)
    for words, note in wishes.get("footnote", ()):
        made = document.createInstance("com.sun.star.text.Footnote")
        text.insertTextContent(found(document, words).getEnd(), made, False)
        made.setString(note)
    for words, remark in wishes.get("comment", ()):
        made = document.createInstance("com.sun.star.text.textfield.Annotation")
        made.setPropertyValue("Content", remark)
        text.insertTextContent(found(document, words).getEnd(), made, False)
    for words, said in wishes.get("box", ()):
        made = document.createInstance("com.sun.star.text.TextFrame")
        made.setPropertyValue("Width", 4000)
        text.insertTextContent(found(document, words).getEnd(), made, False)
        made.setString(said)
    for words in wishes.get("table", ()):
        cursor = text.createTextCursorByRange(found(document, words).getEnd())
        cursor.gotoEndOfParagraph(False)
        made = document.createInstance("com.sun.star.text.TextTable")
        made.initialize(2, 2)
        text.insertTextContent(cursor, made, False)
        made.getCellByName("A1").setString("重点项目")
    styles = document.StyleFamilies.getByName("PageStyles")
    for name, value in wishes.get("page", ()):
        for style in styles.ElementNames:
            if styles.getByName(style).isInUse():
                styles.getByName(style).setPropertyValue(name, value)


def main(port: str, source: str, target: str, edits: str) -> None:
    wishes = json.loads(Path(edits).read_text(encoding="utf-8"))
    program = desktop(port)
    document = program.loadComponentFromURL(Path(source).absolute().as_uri(), "_blank", 0, (option("Hidden", True),))
    document.setPropertyValue("RecordChanges", bool(wishes.get("tracked")))
    edit(document, wishes)
    beyond_text(document, wishes)
    document.storeToURL(Path(target).absolute().as_uri(), (option("FilterName", "MS Word 2007 XML"),))
    document.close(True)


if __name__ == "__main__":
    main(*sys.argv[1:])
