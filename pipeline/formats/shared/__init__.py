"""Parts that formats share: hardened reading of untrusted XML, and the display of its text."""
