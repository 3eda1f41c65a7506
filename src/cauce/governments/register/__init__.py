"""The register as the desk keeps it: who holds which office or task, and the tree of topics."""
