"""What is not finished between governments: items with owner and date, steps, closings by two, reminders."""
