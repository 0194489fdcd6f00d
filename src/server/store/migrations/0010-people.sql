-- A sign-in of a person: who they are, as the OpenID provider said it, and what it is asked with again.
CREATE TABLE sign_in (
  id text PRIMARY KEY,
  issuer text NOT NULL,
  subject text NOT NULL,
  name text NOT NULL,
  groups jsonb NOT NULL,
  -- Milliseconds since the epoch, by the clock that tokens are compared with.
  groups_at bigint NOT NULL,
  -- The provider's tokens, sealed.
  tokens text NOT NULL,
  client text NOT NULL,
  via text NOT NULL CHECK (via IN ('code', 'device')),
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  ended_at timestamptz,
  ended_because text,
  -- Who asks the provider just now: refresh tokens are good once, so replicas take turns.
  asking_until timestamptz,
  asking_fence bigint NOT NULL DEFAULT 0
);

CREATE INDEX sign_in_expires_at ON sign_in (expires_at);
CREATE INDEX sign_in_person ON sign_in (issuer, subject);

-- What the authorization server keeps. Ids are hashes, contents are sealed: a copy of the table signs nobody in.
CREATE TABLE oauth_item (
  kind text NOT NULL,
  id_hash text NOT NULL,
  content text NOT NULL,
  grant_hash text,
  user_code_hash text,
  uid_hash text,
  sign_in text,
  -- Of a device code: 0 waits for its person, 1 is being answered, 2 is answered. It only goes up.
  stage integer NOT NULL DEFAULT 0,
  expires_at timestamptz NOT NULL,
  consumed_at timestamptz,
  polled_at timestamptz,
  poll_seconds integer NOT NULL DEFAULT 5,
  PRIMARY KEY (kind, id_hash)
);

CREATE INDEX oauth_item_grant ON oauth_item (grant_hash) WHERE grant_hash IS NOT NULL;
CREATE UNIQUE INDEX oauth_item_user_code ON oauth_item (user_code_hash) WHERE user_code_hash IS NOT NULL;
CREATE INDEX oauth_item_uid ON oauth_item (uid_hash) WHERE uid_hash IS NOT NULL;
CREATE INDEX oauth_item_expires_at ON oauth_item (expires_at);

-- A browser that was sent to the OpenID provider and has not come back.
CREATE TABLE sent_to_provider (
  state_hash text PRIMARY KEY,
  content text NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Keys that sign access tokens: the newest that may sign already does, all are published.
CREATE TABLE token_key (
  kid text PRIMARY KEY,
  content text NOT NULL,
  signs_from timestamptz NOT NULL UNIQUE
);

-- Device codes that no program waits for, by whoever typed them.
CREATE TABLE wrong_code (
  typist text PRIMARY KEY,
  codes integer NOT NULL,
  since timestamptz NOT NULL
);
