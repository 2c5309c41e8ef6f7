"""What a person at a terminal waits for and what goes over the line: the reader beside other programs.

`programs` says how each is run, `material` what they are given, `watching` measures from the outside, `measures` are
the things measured, `report` the tables with their targets.
"""
