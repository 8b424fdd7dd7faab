-- Addresses that are told what happens in a tenant. The secret signs, so it has to be kept as it is.
CREATE TABLE ameide.webhooks (
    id text PRIMARY KEY,
    tenant text NOT NULL,
    url text NOT NULL,
    events text[] NOT NULL,
    secret text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL,
    reached text NOT NULL,
    leased_until timestamptz NOT NULL DEFAULT '-infinity'
);
COMMENT ON COLUMN ameide.webhooks.reached IS 'the moment of the tenant up to which deliveries were made';
CREATE INDEX ON ameide.webhooks (tenant);

-- What has to be sent, and what became of it. A delivery is made once for each event of a webhook.
CREATE TABLE ameide.deliveries (
    id text PRIMARY KEY,
    webhook text NOT NULL REFERENCES ameide.webhooks ON DELETE CASCADE,
    event text NOT NULL,
    subject text NOT NULL,
    body text NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    attempts integer NOT NULL DEFAULT 0,
    next_at timestamptz DEFAULT now(),
    delivered_at timestamptz,
    error text,
    UNIQUE (webhook, subject)
);
COMMENT ON COLUMN ameide.deliveries.next_at IS 'when it is sent next; null once it was delivered or given up';
CREATE INDEX ON ameide.deliveries (next_at) WHERE next_at IS NOT NULL;
