"""A person's copy of their file, and erasure signed by two officers."""
