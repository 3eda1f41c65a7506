"""The public's pages: the start, *Could I?* and the pathways."""
