"""The second factor: codes of a telephone (RFC 6238), recovery codes on paper, and how fresh a sign-in is."""
