"""Where pages come from: files, folders, archives, the web. No database, no index."""
