"""Keep the links between models: matchers propose, people decide, and dependencies follow."""
