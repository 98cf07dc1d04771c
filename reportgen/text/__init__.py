"""Texts and the figures in them: numbers as clerks write them, and what two texts have in common.  Knows neither YAML nor Word."""
