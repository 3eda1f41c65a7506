"""Officers of the desk are reminded once a day of what is due; directors of what stays late."""
