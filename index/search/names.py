"""What the fields of the index are called: for who plans a search without opening one."""

ID, LANGUAGE = "id", "language"
"""Numbers kept beside each document."""

TITLE, TEXT = "title", "text"
"""Stems, with positions: of the title alone, and of the whole article."""

TITLE_WORDS, TEXT_WORDS = "title_words", "text_words"
"""Exact words of the same."""

STEMS = (TITLE, TEXT)
WORDS = (TITLE_WORDS, TEXT_WORDS)

COPIES = 3
"""The text of an article is its title so many times, then its body: a word of the title counts as so many in the body.

(BM25F with one saturation for both fields, Robertson and others 2004: so it is one list a word, not two to be joined.)
"""

GAP = 8
"""Positions between the copies, and before the body, so that no phrase leads from one into the next."""
