"""What the service does beside answering: it delivers webhooks."""
