"""A fact as people meet it: its field on a page, what was typed read into a value, a value said in words.

Shared by every page that asks or shows a fact: *Could I?*, the application, an interview, the file.
"""
