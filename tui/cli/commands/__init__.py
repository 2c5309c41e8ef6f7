"""The commands, one module each: `command` is what the program calls. None knows another."""
