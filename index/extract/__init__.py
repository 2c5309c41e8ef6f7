"""A page's bytes become an article: no database, no index, no network."""
