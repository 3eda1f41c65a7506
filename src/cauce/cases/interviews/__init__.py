"""The talk with a family: its verbs and its pages."""
