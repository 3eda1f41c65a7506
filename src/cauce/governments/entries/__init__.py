"""What the desk itself writes into the ledger: entries, acts, days agreed, sources taken back."""
