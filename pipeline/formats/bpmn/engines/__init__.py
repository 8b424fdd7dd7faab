"""What engines can run, release by release, and how to read what a document says to one of them."""
