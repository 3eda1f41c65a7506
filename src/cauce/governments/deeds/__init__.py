"""What an officer does on the ledger's pages: each a form of its own, or a button that says why not."""
