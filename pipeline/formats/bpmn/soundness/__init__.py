"""How a process behaves: its tokens as a Petri net, reduced and explored within a budget."""
