-- The same story kept from several places. 'sketched' is the version of the rules (sketch.VERSION) by which an article
-- was compared with the others, 0 while it was not; 'story' is the number of the article that its story was first told
-- by, NULL for what is told once.
ALTER TABLE articles ADD COLUMN sketched INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN story INTEGER;

CREATE INDEX articles_by_sketched ON articles (sketched);
CREATE INDEX articles_by_story ON articles (story) WHERE story IS NOT NULL;

-- What articles are found by that may tell the same story: whoever shares a band is compared in full.
CREATE TABLE sketches (
    band INTEGER NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    PRIMARY KEY (band, article_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sketches_by_article ON sketches (article_id);
