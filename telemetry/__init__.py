"""Traces and logs. Nothing leaves the machine unless OTEL_EXPORTER_OTLP_ENDPOINT names a receiver."""
