"""Judge whether processes are sound, from the net that pipeline/ir/tokens makes of them."""
