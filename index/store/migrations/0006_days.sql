-- Ranges of days: `published:2024` looks at the days that it asks for, not at every article.
CREATE INDEX articles_by_day ON articles (published_day) WHERE removed IS NULL;
