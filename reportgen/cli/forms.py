"""``reportgen forms export 2025`` and ``reportgen forms import …`` → the departments' tables, out and back.

Knows only that there are two commands.
"""

from __future__ import annotations

from reportgen.cli.chinese import Group, Listed
from reportgen.message import say

_HELP = say("""科室填报表：导出给科室填，填好了导入

一个科室一张表（.xlsx），Excel、WPS 都能填；导入时先列出差异，确认了才写进 inputs。""")

forms = Group(
    name="forms",
    help=_HELP,
    no_args_is_help=True,
    listed=(
        Listed("export", "导出", "reportgen.cli.forms_export", say("导出填报表：一个科室一张")),
        Listed("import", "导入", "reportgen.cli.forms_import", say("导入填好的表：先列差异，确认了才写"), "import_"),
    ),
)
"""The group of the two."""
