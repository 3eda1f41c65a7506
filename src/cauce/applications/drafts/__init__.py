"""What a family has not sent yet: begun, saved at every page, deleted after ninety days."""
