"""A family that waits hears once a month that it is not forgotten, and what it waits for."""
