"""Encoders, regions and safe expressions: what targets share."""
