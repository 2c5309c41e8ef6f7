"""A document and a width become lines of styled text: pure, without an App, the same for reader and `show`."""
