"""Derives relationships by appendix B of ArchiMate 3.2: valid and potential ones, each with its chain and rules."""
