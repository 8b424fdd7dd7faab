"""Rules for ArchiMate models: what ArchiMate 3.2 asks for, and the checks of Archi."""
