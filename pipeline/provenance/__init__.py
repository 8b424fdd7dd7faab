"""Record derivations as data: inputs, results and tools."""
