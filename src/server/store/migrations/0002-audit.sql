-- Who was lent what. Records are added at the end, and never changed.
CREATE TABLE audit (
  seq bigint PRIMARY KEY,
  -- The hash of the record before; 64 zeros before the first.
  previous text NOT NULL,
  -- SHA-256 of previous, a line feed, and the text of the record.
  hash text NOT NULL,
  -- JSON, byte for byte as it was hashed. The other columns are read from it.
  record text NOT NULL,
  at text NOT NULL GENERATED ALWAYS AS ((record::jsonb) ->> 'at') STORED,
  event text NOT NULL GENERATED ALWAYS AS ((record::jsonb) ->> 'event') STORED,
  request_id text GENERATED ALWAYS AS ((record::jsonb) ->> 'requestId') STORED,
  subject text GENERATED ALWAYS AS ((record::jsonb) ->> 'subject') STORED,
  role text GENERATED ALWAYS AS ((record::jsonb) ->> 'role') STORED,
  session_name text GENERATED ALWAYS AS ((record::jsonb) ->> 'sessionName') STORED,
  source_identity text GENERATED ALWAYS AS ((record::jsonb) ->> 'sourceIdentity') STORED,
  access_key_hash text GENERATED ALWAYS AS ((record::jsonb) ->> 'accessKeyHash') STORED
);

CREATE INDEX audit_role ON audit (role, seq);
CREATE INDEX audit_subject ON audit (subject, seq);
CREATE INDEX audit_request ON audit (request_id);
CREATE INDEX audit_session ON audit (session_name);
CREATE INDEX audit_source_identity ON audit (source_identity);
CREATE INDEX audit_access_key ON audit (access_key_hash);

-- The last record. Its row is locked by whoever adds the next, so that all replicas add to one chain.
CREATE TABLE audit_head (
  only_row boolean PRIMARY KEY CHECK (only_row),
  seq bigint NOT NULL,
  hash text NOT NULL
);
INSERT INTO audit_head VALUES (true, 0, repeat('0', 64));

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'records of the audit trail are never changed or removed' USING ERRCODE = 'insufficient_privilege';
END;
$$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
