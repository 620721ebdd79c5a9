"""校对: the checks, one module a family."""
