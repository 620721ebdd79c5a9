"""The commands that are too many for ``cli.py``: like it they parse, call one function of the desk and print."""
