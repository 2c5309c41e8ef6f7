"""Screens wire widgets to the library."""
