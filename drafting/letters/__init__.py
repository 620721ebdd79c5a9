"""来信: reading a batch, topics, repeats, recurring issues."""
