-- Scans of all accounts. One at a time.
CREATE TABLE scan_run (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  why text NOT NULL,
  started_at timestamptz NOT NULL DEFAULT now(),
  -- How many accounts it is to read; absent until they are listed.
  accounts integer,
  read integer NOT NULL DEFAULT 0,
  failed integer NOT NULL DEFAULT 0,
  ended_at timestamptz,
  -- Why the accounts could not be listed, or not all that is known could be believed.
  problem text
);
CREATE UNIQUE INDEX scan_run_alone ON scan_run ((true)) WHERE ended_at IS NULL;

-- How it goes with reading an account. What was read of it is elsewhere, and stays when it cannot be read.
CREATE TABLE account_scan (
  account_id text PRIMARY KEY REFERENCES account ON DELETE CASCADE,
  audit_role_arn text NOT NULL,
  tried_at timestamptz,
  -- Since when it cannot be read, and why.
  failing_since timestamptz,
  problem text
);

-- Every state that a role was in, by the version of the map from which on it was.
CREATE TABLE role_history (
  account_id text NOT NULL,
  name text NOT NULL,
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  change text NOT NULL CHECK (change IN ('added', 'changed', 'removed', 'closed')),
  path text,
  role_id text,
  trust_sha256 text,
  trust text,
  PRIMARY KEY (account_id, name, version)
);

-- The same of the providers that an account trusts: without one, no policy that names it gives anything.
CREATE TABLE provider_history (
  account_id text NOT NULL,
  url text NOT NULL,
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now(),
  -- Absent: it was removed.
  client_ids text[],
  PRIMARY KEY (account_id, url, version)
);
