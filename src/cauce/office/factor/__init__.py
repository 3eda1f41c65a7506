"""The officers' pages of the second factor."""
