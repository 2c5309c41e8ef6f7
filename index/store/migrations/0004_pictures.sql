-- The pictures that are kept, each once, however many articles show it. Compressed as they came.
CREATE TABLE assets (
    hash BLOB PRIMARY KEY,                  -- SHA-256 of the data
    media_type TEXT NOT NULL,
    data BLOB NOT NULL
) STRICT;

-- Which article shows which picture, under the address that its text has for it.
CREATE TABLE article_assets (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    address TEXT NOT NULL,
    hash BLOB NOT NULL REFERENCES assets (hash),
    PRIMARY KEY (article_id, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_assets_by_hash ON article_assets (hash);

-- A picture goes with the last article that shows it.
CREATE TRIGGER article_assets_deleted AFTER DELETE ON article_assets
WHEN NOT EXISTS (SELECT 1 FROM article_assets WHERE hash = old.hash)
BEGIN
    DELETE FROM assets WHERE hash = old.hash;
END;
