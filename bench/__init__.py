"""Commands that print figures and ratios: `python -m bench.NAME`, or `make bench` for all of them."""
