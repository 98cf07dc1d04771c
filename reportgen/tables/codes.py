"""The codes of this room's problems → what each means, an example, and how to mend it.

Knows no sheet.  The table in docs/problems.md is made of it.
"""

from __future__ import annotations

from collections.abc import Mapping

from reportgen.problem import Code

CODES: Mapping[str, Code] = {
    "X01": Code("没有这个表格文件，或打不开", "文件名打错了", "核对文件名，关掉 Excel、WPS 里开着的它"),
    "X02": Code("表格文件太大", "文件超过 8 MB", "核对是不是拿错了文件"),
    "X03": Code("不是表格文件，或加了密码", "把 .docx 改名为 .xlsx", "在 Excel、WPS 里去掉密码，另存为 .xlsx"),
    "X04": Code("表格文件已损坏，或里面有不正常的内容", "没有下载完的文件", "用 Excel、WPS 打开，另存为 .xlsx"),
    "X05": Code("表格里的行、列太多", "整张表都设了合并", "删去多余的行列，或复制到原来的表里"),
}
