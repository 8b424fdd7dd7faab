"""Requirements of engines, release by release; applied where a configuration names the engine."""
