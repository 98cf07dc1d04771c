"""A folder with templates, inputs and output: where each year's files lie, what was made of them, and how a new one begins.

Knows neither figures nor Word.  ``locate`` finds the files and keeps what is made, ``history`` lists the copies given out, ``init``
makes a new workspace.
"""
