"""Read ArchiMate: every part of a document becomes an element, is kept with one, or is reported."""
