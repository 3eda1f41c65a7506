"""The ledger for other programs: tables, a calendar, activities for aid transparency."""
