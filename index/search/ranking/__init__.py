"""Posting lists become ranked hits, in numpy: whole lists at once, all segments as one.

`plan` turns a query tree into what is looked up, `leaves` looks it up, `finding` says which documents match, `scoring`
in which order. Nothing here changes an index. The formula and where each part of it comes from stand in `scoring`.
"""
