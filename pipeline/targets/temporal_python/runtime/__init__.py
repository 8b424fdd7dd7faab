"""Files that every generated project gets as they are: modules that are typed and tested here, and copied out."""
