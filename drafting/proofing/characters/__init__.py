"""Wrong characters: the language model, what a character may have been meant to be, and the ranker that decides between them."""
