"""Handover briefs: frozen on a day, acknowledged item by item, carried over by the incoming side."""
