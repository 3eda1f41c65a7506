"""The room of the desk between governments: what was said, asked, promised and given, with its sources."""
