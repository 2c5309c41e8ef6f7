"""What talks to the terminal itself: the thrifty driver, the clipboard."""
