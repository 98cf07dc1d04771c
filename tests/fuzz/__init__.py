"""Bytes without meaning → doors of the program, which must give a result or a ``ReportError`` and nothing else."""
