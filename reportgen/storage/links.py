"""Folders → the link among them that would lead our files to another place, and the sentence that says so.

Knows nothing of what is written.  A folder that somebody hands on may hold links; the folder for what is made may itself be one,
since whoever set it did so on purpose, but what lies below it, and our own notes, are not led away.  A link in the place of a
file needs no look here: a whole file takes its name (``atomic_write``).
"""

from __future__ import annotations

import os
from pathlib import Path

from reportgen.message import say
from reportgen.problem import Problem
from reportgen.storage.regular import W18


def led_away(top: Path, path: Path) -> Problem | None:
    """What to say where a folder between ``top`` and ``path`` is a link; nothing where ``path`` lies elsewhere."""
    between = [each for each in path.parents if each != top and each.is_relative_to(top)]
    return next((_told(each, top.name) for each in reversed(between) if each.is_symlink()), None)


def link_among(folder: Path) -> Problem | None:
    """The same of a folder of our own: where it, or any folder in it, is a link to a folder."""
    if folder.is_symlink():
        return _told(folder, folder.parent.name)
    waiting = [folder]
    while waiting:
        try:
            with os.scandir(waiting.pop()) as found:
                for each in found:
                    if each.is_symlink() and each.is_dir():
                        return _told(Path(each.path), folder.parent.name)
                    if each.is_dir(follow_symlinks=False):
                        waiting.append(Path(each.path))
        except OSError:
            continue  # not there, or not to be read: then the writing will tell
    return None


def _told(link: Path, within: str) -> Problem:
    hint = say("请删掉这个链接（它指着的文件夹不会动），再试一次；要写到那里去，用 -o 写明那个文件夹")
    message = say("{folder} 里的“{link}”是个链接，通到别的文件夹，没有往里写", folder=within, link=link.name)
    return Problem(W18, message, hint=hint)
