-- Places that a reader gave a letter to. A letter names one place of the whole library.
CREATE TABLE marks (
    letter TEXT PRIMARY KEY,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,              -- an offset in the text
    created REAL NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX marks_by_article ON marks (article_id);
