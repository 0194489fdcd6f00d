import { expect, test } from "bun:test";
import { whatChanged } from "./what-changed.ts";

const url = "https://corp.awsapps.com/start";
const server = { id: "team", url: "https://creds.example.com/", oauth: { client_id: "actas", code_grant: {} } };

test("each key that is another is told with what it was, and the schema is none", () => {
  const before = JSON.stringify({ $schema: "x", id: "corp", url, aws_sso: { region: "us-east-1" } });
  expect(whatChanged(before, { id: "corp", url, aws_sso: { region: "eu-west-1" } })).toEqual([
    'aws_sso.region: "eu-west-1", was "us-east-1"',
  ]);
});

test("of a secret it is told that it changed, and nothing else", () => {
  const before = JSON.stringify({ ...server, oauth: { ...server.oauth, client_secret: "sesame" } });
  expect(whatChanged(before, server)).toEqual(["oauth.client_secret: another"]);
  const now = { ...server, oauth: { ...server.oauth, client_secret: "tiger" } };
  expect(whatChanged(before, now)).toEqual(["oauth.client_secret: another"]);
  expect(whatChanged(before, JSON.parse(before))).toEqual(["it says the same as before"]);
});

test("what was no source file is said to be none", () => {
  expect(whatChanged("{ sesame", server)).toEqual(["what was there could not be read"]);
  expect(whatChanged('"sesame"', server)).toEqual(["what was there could not be read"]);
});
