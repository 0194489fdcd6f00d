-- A proof that somebody has the key of an access token, which counts once. By its hash, while it is good.
CREATE TABLE shown_proof (
  id_hash text PRIMARY KEY,
  expires_at timestamptz NOT NULL
);

CREATE INDEX shown_proof_expires_at ON shown_proof (expires_at);
