"""How the program ends: at once, and with nothing lost that was to be done or said."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def ended(before: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A process that does ``before`` and then runs the command line."""
    program = f"import sys; sys.path.insert(0, {str(ROOT)!r})\n{before}\nfrom reportgen.__main__ import main\nmain()"
    buffered = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    return subprocess.run([sys.executable, "-c", program, *words], capture_output=True, text=True, encoding="utf-8", env=buffered)


AT_ONCE = "import os\nend = os._exit\nos._exit = lambda status: (os.write(1, b'at once'), end(status))"


@pytest.mark.parametrize(("words", "status"), [(["--version"], 0), (["no-such-command"], 2)])
def test_the_process_ends_at_once_with_the_status_of_its_command(words: list[str], status: int) -> None:
    done = ended(AT_ONCE, *words)
    assert done.returncode == status and done.stdout.endswith("at once")
    assert (done.stdout if status == 0 else done.stderr).strip()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_where_the_last_words_cannot_be_written_python_ends_the_process_and_says_so() -> None:
    done = ended(AT_ONCE + "\nsys.stdout = open('/dev/full', 'w')\nsys.stdout.write('lost')\nsys.argv[1:] = ['no-such-command']")
    assert done.returncode not in (0, 2) and "at once" not in done.stdout and "No space left" in done.stderr


def test_what_was_said_without_an_end_of_line_and_what_was_to_be_done_at_the_end_is() -> None:
    done = ended("import atexit\natexit.register(print, 'at the end')\nsys.stdout.write('begun ')", "--version")
    assert done.stdout.startswith("begun ") and done.stdout.endswith("at the end\n") and done.returncode == 0


def test_a_thread_that_still_works_is_waited_for() -> None:
    late = AT_ONCE + "\nimport threading, time\nthreading.Thread(target=lambda: (time.sleep(0.3), print('done'))).start()"
    done = ended(late, "--version")
    assert done.stdout.endswith("done\n") and "at once" not in done.stdout and done.returncode == 0
