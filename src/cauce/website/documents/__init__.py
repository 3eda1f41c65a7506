"""The public's pages for papers: the same list and the same form for a draft and for what was sent."""
