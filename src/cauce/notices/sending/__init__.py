"""What happens to one delivery: taken, leaving, sent, tried again, held back or given up."""
