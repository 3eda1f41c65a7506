"""The directors' pages of accounts and roles."""
