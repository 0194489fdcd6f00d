-- What scans found in the accounts of the organization, as the last whole scan of each found it.
CREATE TABLE account (
  id text PRIMARY KEY CHECK (id ~ '^[0-9]{12}$'),
  partition text NOT NULL DEFAULT 'aws',
  -- Of the organization's list. Aliases are what the account gives itself: never to be trusted.
  name text,
  unit text,
  aliases text[] NOT NULL DEFAULT '{}',
  -- Of the last scan that found everything; absent: there was none.
  scanned_at timestamptz,
  -- It has left the organization: none of its roles is lent, and its history stays.
  closed_at timestamptz,
  -- The map's version since which the account, its providers and roles are as they are here.
  version bigint NOT NULL
);
CREATE INDEX account_version ON account (version);

-- The OpenID providers that an account trusts.
CREATE TABLE oidc_provider (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  -- Without https://, to the byte.
  url text NOT NULL,
  client_ids text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (account_id, url)
);

CREATE TABLE role (
  account_id text NOT NULL REFERENCES account ON DELETE CASCADE,
  name text NOT NULL,
  path text NOT NULL DEFAULT '/',
  -- AWS's own: a role that was deleted and made anew has another.
  role_id text NOT NULL,
  max_session_seconds integer NOT NULL,
  -- Of the policy, in hexadecimal.
  trust_sha256 text NOT NULL,
  -- The policy, of roles that somebody could be lent; the hash is enough of all others.
  trust text,
  -- Codes of what is wrong with the policy.
  findings text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (account_id, name)
);

-- One row. Whoever changes an account takes the next version here, last in the transaction: then none is seen out of turn.
CREATE TABLE map_version (
  only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
  version bigint NOT NULL,
  changed_at timestamptz NOT NULL DEFAULT now()
);
INSERT INTO map_version (version) VALUES (0);
