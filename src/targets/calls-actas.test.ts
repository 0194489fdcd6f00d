import { expect, test } from "bun:test";
import { callsActas } from "./calls-actas.ts";

test.each([
  "actas process dev",
  "actas",
  "/usr/local/bin/actas credential-process dev",
  '"/opt/my tools/actas" process dev',
  "'/opt/my tools/actas' process dev",
  "/opt/my\\ tools/actas process dev",
  '  /opt/"my tools"/actas process dev',
  "env AWS_PROFILE=x /usr/bin/actas process dev",
  'AWS_PROFILE="a b" actas process dev',
  "exec actas process dev",
  "actas.exe process dev",
])("%p runs actas", (command) => {
  expect(callsActas(command)).toBe(true);
});

test.each([
  "aws-vault export --format=json actas",
  "/opt/actas/other process dev",
  "actas-wrapper dev",
  "my-actas",
  "echo actas",
  "",
  '"unclosed',
])("%p does not", (command) => {
  expect(callsActas(command)).toBe(false);
});
