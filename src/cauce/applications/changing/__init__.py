"""What changes in a file after it was sent: facts, members, consent, ways to reach the household."""
