-- Links that are kept until they are fetched. A link stands here once, by its key, and stays when it is done: an import
-- that is run again does not ask for it again.
CREATE TABLE jobs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE,               -- identity.address_key of the url
    url TEXT NOT NULL,
    host TEXT NOT NULL,                     -- so that a claim is spread over hosts

    -- What is known before it is fetched, and goes to the article then.
    title TEXT NOT NULL,
    tags TEXT NOT NULL,                     -- a JSON array
    added REAL,                             -- when another program kept it; NULL where none did
    progress TEXT NOT NULL CHECK (progress IN ('unread', 'reading', 'read')),
    starred INTEGER NOT NULL CHECK (starred IN (0, 1)),
    archived INTEGER NOT NULL CHECK (archived IN (0, 1)),

    -- Where it was met: in an article, or in what an import read.
    found_in INTEGER REFERENCES articles (id) ON DELETE SET NULL,
    came_from TEXT NOT NULL,

    -- What became of it. Skipped is what had come into the library by another way before its turn.
    state TEXT NOT NULL DEFAULT 'pending' CHECK (state IN ('pending', 'fetching', 'done', 'failed', 'skipped')),
    attempts INTEGER NOT NULL DEFAULT 0,
    due REAL NOT NULL DEFAULT 0,            -- not to be tried before
    cause TEXT NOT NULL DEFAULT '',         -- of the last failure
    owner TEXT NOT NULL DEFAULT '',         -- who is fetching it, and until when it is theirs
    lease REAL NOT NULL DEFAULT 0,
    created REAL NOT NULL,
    finished REAL,
    article_id INTEGER REFERENCES articles (id) ON DELETE SET NULL
) STRICT;

CREATE INDEX jobs_unfinished ON jobs (host, due, id) WHERE state IN ('pending', 'fetching');
CREATE INDEX jobs_in_hand ON jobs (host, owner, lease) WHERE state = 'fetching';
CREATE INDEX jobs_by_article ON jobs (article_id) WHERE article_id IS NOT NULL;
CREATE INDEX jobs_found_in ON jobs (found_in) WHERE found_in IS NOT NULL;
