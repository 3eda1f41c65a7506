"""A family says that something about it is wrong or missing; an officer answers."""
