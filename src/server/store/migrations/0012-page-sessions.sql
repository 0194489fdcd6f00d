-- A browser in which somebody is signed in for the pages of the server. Its cookie is known by its hash only.
CREATE TABLE page_session (
  id_hash text PRIMARY KEY,
  sign_in text NOT NULL REFERENCES sign_in ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX page_session_sign_in ON page_session (sign_in);
