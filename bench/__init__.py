"""Measurements: each module is a command that prints the figures of one area, beside its peers in the same run."""
