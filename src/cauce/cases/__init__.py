"""Cases, interviews, decisions, reviews and referrals."""
