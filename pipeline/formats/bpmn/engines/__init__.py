"""Tell what engines run, release by release, and read a document's extensions for one of them."""
