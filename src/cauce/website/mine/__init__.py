"""My application: what a family sees of its own file, and what it may change, behind reference and code."""
