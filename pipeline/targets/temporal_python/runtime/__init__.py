"""Files that are copied unchanged into every generated project: modules that are typed and tested here."""
