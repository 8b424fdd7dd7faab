"""Models out: the document that says what a model says, and edits of a document that leave the rest of it alone."""
