"""One user verb a file; every verb runs the stages in the same order."""
