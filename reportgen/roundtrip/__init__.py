"""An edited Word file, the trace of what was printed, and the year's input → what somebody changed, and the input with it.

Knows no command line.  In the order of the work: ``base_copy`` looks for the record of a file, ``printed`` reads the trace,
``attribution`` gives every stretch its sentence (matched by ``text.diff``), ``figure_diff``, ``outline_diff`` and
``whole_parts`` make edits of it with the help of ``fragments``, ``margins`` those of headers and footers; ``edits`` are the
values.  ``rebase`` carries an edit over to the input as it is now, by ``merge``; ``outline`` tells where things stand in the
input, ``apply`` writes the edits into its text, ``save`` into its files.  ``pull`` is the way through all of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.problem import Code

CODES: Mapping[str, Code] = {
    "B01": Code("找不到这份 Word 是从哪一年的输入印出来的", "别的单位的 Word 文件", "核对文件；是本单位的，加上 --年度 2024"),
    "B02": Code("这份 Word 的记录没有了，拿输入文件现在的样子来比（说明）", ".reportgen 文件夹被删掉了", "逐条核对列出的改动"),
    "B03": Code("出稿以后输入文件改过，按三方合并（说明）", "出稿以后又改了 inputs/2024.yaml", "核对碰到同一处的几条"),
    "B04": Code("文件大得不像一份汇报材料", "几十 MB 的合订本", "核对是不是拿错了文件"),
    "B05": Code("输入文件在回收的时候又被改过", "一边回答要不要写入，一边在记事本里存了 2024.yaml", "再回收一次"),
}
"""Codes of the way back."""
