"""Many reports at once: what is to be made → files in ``output/``, a line for each in ``output/summary.csv``.

Knows neither YAML nor Word.  ``tasks`` describes one piece of work as bytes and does it, wherever it is; ``lists`` reads
tasks from a CSV, JSONL or table file (``rows`` its lines), ``plan`` from the years and units of a workspace; ``executors``
hands them to an executor and survives workers that die; ``workers`` is the life of a process that works; ``results`` writes
what comes back, and knows what need not be made again; ``runner`` is the whole.
"""

from reportgen.batch.executors import Executors, cluster, local, run
from reportgen.batch.lists import read_list
from reportgen.batch.plan import plan
from reportgen.batch.results import FAILED, MADE, SummaryLine
from reportgen.batch.runner import J07, SUMMARY, Interrupted, do
from reportgen.batch.tasks import Fill, Outcome, Task, Year

__all__ = [
    "FAILED",
    "J07",
    "MADE",
    "SUMMARY",
    "Executors",
    "Fill",
    "Interrupted",
    "Outcome",
    "SummaryLine",
    "Task",
    "Year",
    "cluster",
    "do",
    "local",
    "plan",
    "read_list",
    "run",
]
