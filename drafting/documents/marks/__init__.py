"""Findings in the user's own file: comments and tracked changes put exactly where they belong."""
