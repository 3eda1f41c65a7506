"""An office's backup: one file of rows and uploaded files, another of wrapped keys.

Rows are written as text, table by table, and not as the database's own pages: what was deleted cannot be in
them, either database reads them, and an old backup goes into the schema it was made from (docs/decisions).
The data file holds no key: without the newest keys file it opens nothing, and whoever's key was destroyed
since then stays erased. The file of master keys is in neither.
"""
