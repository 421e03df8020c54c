"""One short file per publication: a declaration, not a program."""
