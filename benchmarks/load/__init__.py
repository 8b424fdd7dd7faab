"""Measures a service under load: mixed requests of many clients, a noisy neighbour, and memory over time."""
