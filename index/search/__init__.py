"""Whoosh, derived and disposable: text becomes terms, queries become trees, postings become ranked hits."""
