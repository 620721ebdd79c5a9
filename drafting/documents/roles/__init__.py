"""Which element of an official document each paragraph is."""
