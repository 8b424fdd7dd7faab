"""Work that the service does beside answering requests: heavy work in processes, and the delivery of webhooks."""
