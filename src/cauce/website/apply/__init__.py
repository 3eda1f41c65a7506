"""The family applies: page by page into a draft, read back, sent once, with a receipt."""
