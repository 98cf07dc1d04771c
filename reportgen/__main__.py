"""The program as it is started: ``reportgen`` and ``python -m reportgen``.

Knows no command.  A command makes hundreds of thousands of small objects and few that are no longer wanted, so Python is
told to look for those more rarely, and not at all when the process ends: together a tenth of a cold start.
"""

from __future__ import annotations

import gc

_OFTEN = 100_000
"""Objects after which Python looks for unwanted ones; by itself it does so after 700."""


def main() -> None:
    """Runs the command line and ends the process."""
    gc.set_threshold(_OFTEN)
    from reportgen.cli import main as command_line  # here, so that importing it is quicker too

    try:
        command_line()
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
