"""Reading files: what each format holds, as paragraphs with their look and place."""
