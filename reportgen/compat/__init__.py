"""Scripts written for another engine → the same scripts over ours, after one changed import.

Knows the engine's door and nothing of reports.  The names and the order of calls are the other engine's, so the objects here
live and change as theirs do; what they hand to the engine is plain data and values.
"""
