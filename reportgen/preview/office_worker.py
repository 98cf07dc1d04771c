"""A pipe to a running LibreOffice, lines of JSON on standard input → PDF files, a line of JSON for each.

Run by a Python that has LibreOffice's bridge (its own, or the system's), which is seldom the one that runs reportgen: so it imports
nothing of it and is written for Python 3.6.  When the input ends, because whoever started it has gone, it ends LibreOffice too.

    python office_worker.py PIPE
    {"from": "<folder>/report.docx", "to": "<folder>/report.pdf"}  →  {"made": true}  or  {"made": false, "fault": "…"}
"""

import json
import sys
import time
from pathlib import Path
from typing import Any, Optional

import uno  # type: ignore[import-not-found]

_TRIES = 240
_PAUSE = 0.25
"""Seconds between two looks at whether LibreOffice has come up: a minute in all."""


def _desktop(pipe: str) -> Any:
    """LibreOffice's desktop; None where it does not come up."""
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    refused = uno.getClass("com.sun.star.connection.NoConnectException")
    for _ in range(_TRIES):
        try:
            context = resolver.resolve("uno:pipe,name={};urp;StarOffice.ComponentContext".format(pipe))  # noqa: UP032
            return context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        except refused:
            time.sleep(_PAUSE)
    return None


def _option(name: str, wanted: Any) -> Any:
    made = uno.createUnoStruct("com.sun.star.beans.PropertyValue")
    made.Name, made.Value = name, wanted
    return made


def _convert(desktop: Any, source: str, target: str) -> Optional[str]:  # noqa: UP045
    """The fault; none where the PDF was made.  No macro runs, nothing is fetched, nothing is asked."""
    options = [_option("Hidden", True), _option("ReadOnly", True), _option("MacroExecutionMode", 0), _option("UpdateDocMode", 0)]
    document = desktop.loadComponentFromURL(Path(source).as_uri(), "_blank", 0, tuple(options))
    if document is None:
        return "not loaded"
    try:
        document.storeToURL(Path(target).as_uri(), (_option("FilterName", "writer_pdf_Export"),))
    finally:
        document.close(True)
    return None


def _said(answer: Any) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main(given: Any) -> int:
    desktop = _desktop(given[0])
    _said({"made": desktop is not None})
    if desktop is None:
        return 1
    fault = uno.getClass("com.sun.star.uno.Exception")
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            told = _convert(desktop, asked["from"], asked["to"])
        except fault as error:
            told = str(error)[:500]
        _said({"made": not told, "fault": told or ""})
    try:
        desktop.terminate()
    except fault:
        return 1
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
