"""A case goes to an organisation, and what becomes of it there."""
