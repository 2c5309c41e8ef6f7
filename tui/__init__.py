"""The two faces of Carrel that a person meets in a terminal: the reader and the command line."""
