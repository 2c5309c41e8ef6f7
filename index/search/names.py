"""What the fields of the index are called: for who plans a search without opening one."""

ID, LANGUAGE = "id", "language"
"""Numbers kept beside each document."""

TITLE, BODY = "title", "body"
"""Stems, with positions."""

TITLE_WORDS, BODY_WORDS = "title_words", "body_words"
"""Exact words."""

STEMS = (TITLE, BODY)
WORDS = (TITLE_WORDS, BODY_WORDS)
