"""A second, plain reading of the law, to be held against the engine."""
