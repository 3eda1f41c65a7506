"""What officers' pages say about time."""
