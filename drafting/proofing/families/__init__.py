"""The checks, a module or a few for each family, and what several of them read alike."""
