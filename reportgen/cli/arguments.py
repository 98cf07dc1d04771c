"""What several commands ask in the same words → the options that they share.

Knows no command.
"""

from __future__ import annotations

import click

unit_option = click.option(
    "--unit",
    "--单位",
    "unit",
    metavar="单位",
    default="",
    help="几个单位共用一个文件夹时，指明是哪个：inputs 里文件夹的名字",
)
"""Which unit of a workspace of several; empty for the only one."""
