"""What is decided, on which grounds, and the letter that says it."""
