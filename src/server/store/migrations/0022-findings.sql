-- What is wrong with a trust policy, or with what is known of an account: since when, and until when it was.
CREATE TABLE finding (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  account_id text NOT NULL,
  -- The role's name; absent: it is about the account.
  role text,
  code text NOT NULL,
  since timestamptz NOT NULL DEFAULT now(),
  -- It is over since then.
  ended_at timestamptz,
  -- Who has looked at it and lets it be, and why.
  acknowledged_at timestamptz,
  acknowledged_by text,
  reason text,
  -- Of the policy that they looked at: of another one the finding is new to everybody.
  acknowledged_sha256 text
);
CREATE UNIQUE INDEX finding_open ON finding (account_id, coalesce(role, ''), code) WHERE ended_at IS NULL;

-- What was known before there was this table, since the last change that is known.
INSERT INTO finding (account_id, role, code, since)
SELECT role.account_id, role.name, code, coalesce((
    SELECT max(changed_at) FROM role_history
    WHERE role_history.account_id = role.account_id AND role_history.name = role.name
  ), now())
FROM role JOIN account ON account.id = role.account_id, unnest(role.findings) AS code
WHERE account.closed_at IS NULL;
INSERT INTO finding (account_id, code, since)
SELECT account_id, 'account-unread', failing_since FROM account_scan JOIN account ON account.id = account_id
WHERE failing_since IS NOT NULL AND closed_at IS NULL;
