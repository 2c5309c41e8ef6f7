"""The `carrel` command. Nothing is imported before the command that needs it is called."""
