"""Rules about how a process behaves; docs/soundness.md says how that is found out."""
