"""Answers a query: words from the index, facts from the store, rows and passages for what was found.

`answerer` is the door. `resolving` puts what the library knows in the place of what a query names, `mending` corrects
tags and sites that are not there, `folding` puts articles that tell the same story under one row.
"""

from index.answering.answerer import Answerer

__all__ = ["Answerer"]
