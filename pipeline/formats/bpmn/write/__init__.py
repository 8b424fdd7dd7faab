"""Write models as documents, and edit documents without other changes."""
