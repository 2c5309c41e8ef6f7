"""A Whoosh codec whose segments are flat arrays: written once, mapped into memory, read by numpy without decoding.

Whoosh's own modules are untouched: `FlatCodec` enters through `index.writer(codec=…)`, finished segments through
`commit(mergetype=…)`, files through a `Storage`. The layout of a segment is described in `segment`, that of a file in
`arrays`. numpy and whoosh are imported here at once: import this room only when a search or an update runs.
"""
