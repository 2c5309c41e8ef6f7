"""SQLite, the truth: articles, tags, reading states, raw pages, and the outbox that search is fed from."""
