"""Wenmi（文秘）: drafting, proofreading and letters for the secretaries of government offices."""
