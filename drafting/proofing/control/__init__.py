"""What an office decides about proofreading: levels, its own words and people, what it has chosen to leave as it is."""
