-- The library as it began. Times are Unix seconds; empty text means unknown; columns that end in _key are folded.

-- What the library says of itself. 'uuid' tells an index whether it is this library's.
CREATE TABLE meta (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

INSERT INTO meta (name, value)
VALUES ('uuid', lower(hex(randomblob(16))));

-- The facts of articles, narrow enough that scanning all of them is quick. Numbers are never given twice, since the
-- search index and other people's notes name them.
CREATE TABLE articles (
    id INTEGER PRIMARY KEY AUTOINCREMENT,

    -- What the page says of itself.
    title TEXT NOT NULL,
    url TEXT NOT NULL,
    byline TEXT NOT NULL,
    site TEXT NOT NULL,
    published TEXT NOT NULL,                -- ISO 8601, as far as it is known
    language TEXT NOT NULL,
    direction TEXT NOT NULL,
    excerpt TEXT NOT NULL,
    image TEXT NOT NULL,
    words INTEGER NOT NULL,
    minutes INTEGER NOT NULL,

    -- What extraction thinks of its text.
    verdict TEXT NOT NULL,
    quality REAL NOT NULL,
    reasons TEXT NOT NULL,                  -- a JSON array of phrases
    has_image INTEGER NOT NULL,
    has_code INTEGER NOT NULL,

    -- What it is recognised, sorted and asked for by; computed from the above, see identity.py and folding.py.
    identity TEXT NOT NULL,                 -- the key of the address that it calls its own
    fingerprint BLOB NOT NULL,              -- of its text
    host_key TEXT NOT NULL,                 -- '.news.example.org.'
    site_key TEXT NOT NULL,                 -- ' the folded words '
    byline_key TEXT NOT NULL,               -- ' the folded words '
    title_key TEXT NOT NULL,
    published_day TEXT NOT NULL,            -- 'YYYY-MM-DD'

    -- What became of it here.
    added REAL NOT NULL,
    updated REAL NOT NULL,                  -- when its text last changed
    removed REAL,                           -- when it was put in the trash; NULL while it is not there

    -- What its reader did with it.
    progress TEXT NOT NULL DEFAULT 'unread' CHECK (progress IN ('unread', 'reading', 'read')),
    starred INTEGER NOT NULL DEFAULT 0 CHECK (starred IN (0, 1)),
    archived INTEGER NOT NULL DEFAULT 0 CHECK (archived IN (0, 1)),
    position INTEGER NOT NULL DEFAULT 0,    -- an offset in the text
    fraction REAL NOT NULL DEFAULT 0,
    opened REAL NOT NULL DEFAULT 0
) STRICT;

CREATE INDEX articles_by_added ON articles (added DESC, id DESC) WHERE removed IS NULL;
CREATE INDEX articles_by_published ON articles (published DESC, added DESC, id DESC) WHERE removed IS NULL;
CREATE INDEX articles_by_language ON articles (language) WHERE removed IS NULL;
CREATE INDEX articles_in_reading ON articles (opened DESC) WHERE removed IS NULL AND progress = 'reading';
CREATE INDEX articles_by_fingerprint ON articles (fingerprint);

-- The articles that are not in the trash.
CREATE VIEW live AS SELECT * FROM articles WHERE removed IS NULL;

-- The clean text of an article, and the structure over it (index.document.serialise). Apart, so that no list reads it.
CREATE TABLE bodies (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    structure BLOB NOT NULL
) STRICT;

-- The page as it came in, compressed by zlib.
CREATE TABLE pages (
    article_id INTEGER PRIMARY KEY REFERENCES articles (id) ON DELETE CASCADE,
    source TEXT NOT NULL,
    url TEXT NOT NULL,
    media_type TEXT NOT NULL,
    charset TEXT NOT NULL,
    fetched REAL NOT NULL,
    size INTEGER NOT NULL,                  -- bytes before compression
    data BLOB NOT NULL
) STRICT;

-- Every address that leads to an article: as given, after redirects, as the page calls itself.
CREATE TABLE addresses (
    key TEXT PRIMARY KEY,                   -- identity.address_key of the url
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    url TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX addresses_by_article ON addresses (article_id);

CREATE TABLE tags (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL                      -- as it was first written
) STRICT;

CREATE TABLE article_tags (
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag_id INTEGER NOT NULL REFERENCES tags (id) ON DELETE CASCADE,
    PRIMARY KEY (article_id, tag_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_tags_by_tag ON article_tags (tag_id, article_id);

-- Passages that a reader marked. Where start = end, the passage is no longer in the text; its words are kept.
CREATE TABLE highlights (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    quote TEXT NOT NULL,
    prefix TEXT NOT NULL,
    suffix TEXT NOT NULL,
    colour TEXT NOT NULL,
    note TEXT NOT NULL,
    created REAL NOT NULL
) STRICT;

CREATE INDEX highlights_by_article ON highlights (article_id, start);

CREATE TABLE saved_searches (
    name TEXT PRIMARY KEY,
    query TEXT NOT NULL,
    created REAL NOT NULL
) STRICT, WITHOUT ROWID;

-- The outbox that the search index is fed from: which articles changed in what it searches, in the order of the
-- transactions that changed them. An article stands here once, at its last change, so the table never outgrows the
-- library and an index may catch up from any number. What to do is read off the article: put it in, or take it out
-- where it is in the trash or gone.
CREATE TABLE changes (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id INTEGER NOT NULL UNIQUE
) STRICT;

CREATE TRIGGER body_added AFTER INSERT ON bodies
BEGIN
    DELETE FROM changes WHERE article_id = NEW.article_id;
    INSERT INTO changes (article_id) VALUES (NEW.article_id);
END;

CREATE TRIGGER body_changed AFTER UPDATE OF text ON bodies WHEN OLD.text <> NEW.text
BEGIN
    DELETE FROM changes WHERE article_id = NEW.article_id;
    INSERT INTO changes (article_id) VALUES (NEW.article_id);
END;

CREATE TRIGGER article_changed AFTER UPDATE OF title, language, removed ON articles
WHEN OLD.title <> NEW.title OR OLD.language <> NEW.language OR (OLD.removed IS NULL) <> (NEW.removed IS NULL)
BEGIN
    DELETE FROM changes WHERE article_id = NEW.id;
    INSERT INTO changes (article_id) VALUES (NEW.id);
END;

CREATE TRIGGER article_deleted AFTER DELETE ON articles
BEGIN
    DELETE FROM changes WHERE article_id = OLD.id;
    INSERT INTO changes (article_id) VALUES (OLD.id);
END;
