"""An edited Word file, the trace of what was printed, and the year's input → what somebody changed, and the input with it.

Knows no command line.  ``printed`` reads the trace, ``alignment`` finds what became of what, ``rebuilding`` gives every
stretch its sentence, ``valuing`` and ``structure`` make edits of it, ``applying`` writes them, ``pulling`` is the way
through all of them, ``finding`` looks for the record of a file.
"""

from __future__ import annotations

from collections.abc import Mapping

CODES: Mapping[str, str] = {
    "B01": "找不到这份 Word 是从哪一年的输入印出来的",
    "B02": "这份 Word 的记录没有了，拿输入文件现在的样子来比（说明）",
    "B03": "出稿以后输入文件改过，按三方合并（说明）",
    "B04": "文件大得不像一份汇报材料",
}
"""Codes of the way back."""
