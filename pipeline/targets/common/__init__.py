"""Parts that targets share: encoders, regions and safe expressions."""
