"""Laying an existing file out anew: its own runs, tables, pictures and notes carried into the new page."""
