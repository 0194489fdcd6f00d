-- Work that one replica at a time does. What is done is deleted.
CREATE TABLE job (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind text NOT NULL,
  -- Of a kind and key there is at most one that waits or runs.
  key text,
  payload jsonb NOT NULL DEFAULT '{}',
  -- From when on it may be taken; while it runs, when its lease ends.
  due_at timestamptz NOT NULL DEFAULT now(),
  -- Who runs it. Each time it is taken the fence grows, and only who knows the present one may finish it.
  holder text,
  fence bigint NOT NULL DEFAULT 0,
  attempts integer NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- Set when it was given up, with the reason.
  failed_at timestamptz,
  why text
);

CREATE UNIQUE INDEX job_once ON job (kind, key) WHERE failed_at IS NULL AND key IS NOT NULL;
CREATE INDEX job_due ON job (kind, due_at) WHERE failed_at IS NULL;

-- What one replica at a time is: the one whose lease has not ended.
CREATE TABLE lease (
  name text PRIMARY KEY,
  holder text NOT NULL,
  fence bigint NOT NULL DEFAULT 1,
  until timestamptz NOT NULL
);
