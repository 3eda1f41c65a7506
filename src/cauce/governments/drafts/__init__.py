"""The reading desk: a text becomes drafts, and a person decides on each."""
