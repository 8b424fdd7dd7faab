"""What an engine asks of a model, release by release; applied where a configuration names that engine."""
