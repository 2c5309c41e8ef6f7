"""A document and a width become lines of styled text: pure, without an App, the same for reader and `show`.

`layout` is the door: lines by anchor, places by offset, marks. It keeps what `typesetting` makes of one block at a
time: a block is cut into `parts`, its text becomes a flow (`inline`) that is broken into lines (`wrap`, `breaks`,
`cells`) or drawn as a table or as `code`; `leads` stand beside, `spacing` between. `ansi` prints the lines.
"""
