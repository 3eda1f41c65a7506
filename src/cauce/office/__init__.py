"""An officer's home: sign-in, what may be done here today, and what was recorded about oneself."""
