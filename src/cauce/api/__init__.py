"""The interface for other people's programs: thin, and documented by what it does."""
