"""Quick entry: a call is logged with its next step in one go, and undone on the same day."""
