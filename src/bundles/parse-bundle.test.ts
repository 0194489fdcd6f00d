import { expect, test } from "bun:test";
import { SettingsShape } from "../settings/settings-shape.ts";
import { CredentialServerShape } from "../source-files/kinds/credential-server-shape.ts";
import { IdentityCenterShape } from "../source-files/kinds/identity-center-shape.ts";
import { WebIdentityShape } from "../source-files/kinds/web-identity-shape.ts";
import { SourceFileShape } from "../source-files/source-file-shape.ts";
import { parseBundle } from "./parse-bundle.ts";

const CORP = { url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } };
const TEAM = { url: "https://creds.example.com/api/", oauth: { client_id: "actas", code_grant: {} } };
const BUNDLE = { name: "example", serial: 1, issued: "2026-11-28" };
const FROM = "https://it.example.com/actas.json";

function parsed(more: object): ReturnType<typeof parseBundle> {
  return parseBundle(JSON.stringify({ ...BUNDLE, ...more }), FROM);
}

test("a bundle describes sources and settings", () => {
  const settings = { pick: "browser", allow: { modes: ["container"] } };
  const targets = { prod: "corp:111122223333/Developer" };
  const { bundle, sources } = parsed({ sources: { corp: CORP, team: TEAM }, settings, targets });
  expect(bundle).toMatchObject({ name: "example", serial: 1, settings, targets });
  expect(sources.map(({ id, kind }) => [id, kind])).toEqual([
    ["corp", "identity-center"],
    ["team", "credential-server"],
  ]);
});

/** All that other files may say and a bundle may not. */
const REFUSED: readonly (readonly [string, object])[] = [
  ["sources.x.$schema", { sources: { x: { ...CORP, $schema: "https://a.example" } } }],
  ["sources.x.id", { sources: { x: { ...CORP, id: "y" } } }],
  [
    "sources.x.aws_sso.share_sso_cache",
    { sources: { x: { ...CORP, aws_sso: { region: "r", share_sso_cache: true } } } },
  ],
  [
    "sources.x.oauth.client_secret_command",
    { sources: { x: { ...TEAM, oauth: { client_id: "a", client_secret_command: "id" } } } },
  ],
  [
    "sources.x.web_identity.client_secret_command",
    {
      sources: {
        x: { web_identity: { well_known_url: "https://a.example", client_id: "a", client_secret_command: "id" } },
      },
    },
  ],
  ["settings.$schema", { settings: { $schema: "x" } }],
  ["settings.trustWorktrees", { settings: { trustWorktrees: true } }],
  ["settings.targets", { settings: { targets: { a: "hq:Dev" } } }],
  ["settings.contact", { settings: { contact: "it" } }],
  ["settings.persist", { settings: { persist: "pass" } }],
  ["settings.console", { settings: { console: { browser: ["sh", "-c", "id"] } } }],
];

test.each(REFUSED)("a bundle may not say %s", (key, more) => {
  expect(() => parsed(more)).toThrow(`"${key}"`);
});

test("every key of other files is known here: one that is new there is refused until it is looked at", () => {
  const all = [
    ...Object.keys(SourceFileShape.shape).map((key) => `sources.x.${key}`),
    ...Object.keys(IdentityCenterShape.shape).map((key) => `sources.x.aws_sso.${key}`),
    ...Object.keys(CredentialServerShape.shape).map((key) => `sources.x.oauth.${key}`),
    ...Object.keys(WebIdentityShape.shape).map((key) => `sources.x.web_identity.${key}`),
    ...Object.keys(SettingsShape.shape).map((key) => `settings.${key}`),
  ];
  const refused = all.filter((key) => {
    const value = key.split(".").reduceRight<unknown>((inner, step) => ({ [step]: inner }), "?");
    try {
      parsed(value as object);
      return false;
    } catch (error) {
      return /may not say|has no key/.test(String(error));
    }
  });
  expect(refused.sort()).toEqual(REFUSED.map(([key]) => key).sort());
});

test.each<readonly [string, object, string]>([
  ["a key that is misspelt", { sorces: {} }, 'line 1: a bundle has no key "sorces"'],
  ["no serial", { serial: undefined }, '"serial" is missing'],
  ["a serial that is no number", { serial: "1" }, '"serial" is not a number'],
  ["a serial that no number can be greater than", { serial: 2 ** 53 }, '"serial" is not what it may be'],
  ["a name that is a path", { name: "../x" }, '"name" is not what it may be'],
  ["a hidden name", { name: ".x" }, '"name" is not what it may be'],
  ["a name that no file can have", { name: "a".repeat(65) }, '"name" is not what it may be'],
  ["a source that is called like a path", { sources: { "../x": CORP } }, "is not what it may be"],
  ["a source that is called like a role", { sources: { "arn:aws:iam::1": CORP } }, "is not what it may be"],
  ["a source that is called like a reserved word", { sources: { auto: CORP } }, '"auto"'],
  [
    "plain HTTP",
    { sources: { x: { ...CORP, url: "http://corp.awsapps.com/start" } } },
    'source "x" of https://it.example',
  ],
  [
    "a host before an @",
    { sources: { x: { ...CORP, url: "https://aws.amazon.com@evil.example/" } } },
    "it has a user name",
  ],
  [
    "a host of other alphabets",
    { sources: { x: { ...CORP, url: "https://соrp.awsapps.com/start" } } },
    "not in plain letters",
  ],
  ["a name for a role in other letters", { targets: { prоd: "hq:111122223333/Dev" } }, "not in plain letters"],
  ["a name for something that is no role", { targets: { prod: "arn:aws:iam::111122223333:user/x" } }, '"targets.prod"'],
  ["an account that is none", { settings: { allow: { accounts: ["1"] } } }, '"settings.allow.accounts.0"'],
  ["an escape sequence", { contact: "it\u001b[2J" }, "a text in it has characters that cannot be seen"],
  ["text that runs from right to left", { contact: "it\u202egro" }, "a text in it has characters that cannot be seen"],
  [
    "an invisible character in a name",
    { sources: { "co\u200brp": CORP } },
    "a text in it has characters that cannot be seen",
  ],
  ["two lines", { contact: "it\nactas: install it? yes" }, "a text in it has characters that cannot be seen"],
  ["a key that is none", { next_key: "ssh-ed25519 AAAA" }, '"next_key" is not an SSH key of a kind that may sign'],
  ["settings that cannot be", { settings: { pick: "nowhere" } }, '"settings.pick" is not what it may be'],
])("%s is refused", (_, more, reason) => {
  expect(() => parsed(more)).toThrow(reason);
});

test.each([
  ["[]", "it is not a JSON object"],
  ["null", "it is not a JSON object"],
  ["<!doctype html>", "is not JSON"],
  ['{"name": "a", "name": "b"}', "an object has a name twice"],
  ['{"sources": {"__proto__": {"url": "https://a.example"}}}', "no name in it may be __proto__"],
])("%p is no bundle", (text, reason) => {
  expect(() => parseBundle(text, FROM)).toThrow(reason);
});
