"""Lists of registrations that another organisation kept in a table, taken over line by line."""
