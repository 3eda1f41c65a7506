"""The family's way in: a visit from one browser, opened by reference and code or by six digits sent."""
