-- How much of a limit is used up, for all replicas together. A row is written by whoever has locked that of audit_head.
CREATE TABLE loan_limit (
  -- SHA-256 of the limit's name, which may be long.
  name_hash text PRIMARY KEY,
  -- When all of it is there again, if nobody takes any until then: milliseconds since the epoch, by the database's clock.
  full_at double precision NOT NULL
);
