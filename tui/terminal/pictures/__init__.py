"""Pictures on a terminal: as pixels where it can draw them, else as half blocks, else not at all.

`support` says which, `decoding` turns foreign bytes into a `Picture` within limits, and the other modules turn that
into what each kind of terminal understands. Only the decoder needs Pillow; nothing here is imported while pictures
are off.
"""
