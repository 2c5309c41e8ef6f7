"""How long the lines of a text are: a setting, known without loading the reader."""

MEASURE = 88
"""Cells of a line of text at most: longer ones tire the eye on its way back."""

NARROWEST, WIDEST = 24, 160
"""The shortest and longest measure that can be chosen."""
