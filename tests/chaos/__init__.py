"""Kill every process of a service in turn while it works, and compare acknowledged writes with stored data."""
