"""Make the execution plan of a process, which code is printed from: steps, inboxes, handlers, names."""
