"""A family withdraws its application, and may undo it for thirty days."""
