"""What every room stands on: officers, sites, verbs, events, keys, the outbox and the clock."""
