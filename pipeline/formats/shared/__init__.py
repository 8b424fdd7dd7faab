"""Hardened reading of XML from strangers, and how its text is shown: what formats share."""
