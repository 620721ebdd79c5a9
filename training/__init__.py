"""Builds what lies in ``corpus/characters/`` from plain text. A development package: the program at work never imports it."""
