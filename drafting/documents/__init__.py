"""The ground floor: what a document is, and the files it lives in."""
