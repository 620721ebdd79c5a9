"""Setting a document on the standard's page: its elements, lines and pages, and the Word styles they use."""
