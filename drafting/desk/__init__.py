"""What a user does, one plain function each: the only thing the commands and the pages call."""
