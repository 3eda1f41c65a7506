"""What a person decides between accounts: a value, a difference, that two entries are one event."""
