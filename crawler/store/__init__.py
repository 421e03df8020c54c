"""The database: articles with their revisions, the frontier, and what has been published."""
