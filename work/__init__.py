"""Work that the service does beside answering requests: it delivers webhooks."""
