"""Rules about what the schemas of the exchange format ask for."""
