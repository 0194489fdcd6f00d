import { expect, test } from "bun:test";
import { ActasError } from "../base/errors.ts";
import { findSource, requireSource } from "./find-source.ts";
import type { IdentityCenterDefinition } from "./kinds/identity-center.ts";
import { NO_SOURCES, type SourceDefinitions, withPlace } from "./source-definitions.ts";

function center(id: string, url: string): IdentityCenterDefinition {
  return {
    ...{ kind: "identity-center", id, url, origin: `/sources.d/${id}.json`, defaultGrantType: "code" },
    ...{ region: "eu-west-1", scopes: [], shareCache: false, endpoints: {} },
  };
}

const SOURCES = withPlace(NO_SOURCES, [
  center("corp", "https://corp.awsapps.com/start"),
  center("corp-admin", "https://corp.awsapps.com/start"),
  center("acme", "https://acme.awsapps.com"),
  center("https://corp.awsapps.com/other", "https://other.awsapps.com/start"),
  {
    ...{ kind: "credential-server", id: "team", url: "https://creds.example.com/api/", origin: "/sources.d/team.json" },
    ...{
      defaultGrantType: "code",
      oauth: { clientId: "actas", scopes: [], tokenEndpoint: "https://creds.example.com/t" },
    },
  },
]);

test.each([
  ["corp", "corp"],
  ["acme", "acme"],
  ["https://acme.awsapps.com/", "acme"],
  ["https://ACME.awsapps.com", "acme"],
  ["https://CREDS.example.com/api/", "team"],
  ["https://other.awsapps.com/start", "https://corp.awsapps.com/other"],
  ["https://other.awsapps.com/start/#/?tab=accounts", "https://corp.awsapps.com/other"],
  ["https://corp.awsapps.com/other", "https://corp.awsapps.com/other"],
])("%p is found by id, else by URL", (name, id) => {
  expect(findSource(name, SOURCES)?.id).toBe(id);
});

test.each(["CORP", "https://other.awsapps.com/start2", "https://creds.example.com/api", "", "cor"])(
  "%p is none of them",
  (name) => {
    expect(findSource(name, SOURCES)).toBeUndefined();
  },
);

test("a URL that several sources have names none of them", () => {
  expect(refusal("https://corp.awsapps.com/start", SOURCES)).toEqual({
    code: "configuration",
    message: 'cannot tell which source "https://corp.awsapps.com/start" is: "corp", "corp-admin" have this URL',
    hints: ["name it by its id"],
  });
});

test("a missing source is named, with the nearest id, the folders, and the files that were ignored", () => {
  const error = new ActasError("configuration", "cannot read /sources.d/x.json: it is a directory");
  const definitions = withPlace(SOURCES, [{ origin: "/sources.d/x.json", error }]);
  expect(refusal("acne", definitions)).toEqual({
    code: "source-not-found",
    message: 'cannot find source "acne"',
    hints: [
      'did you mean "acme"?',
      "`actas list sources` shows what there is; `actas setup` adds one",
      "a source was passed over: cannot read /sources.d/x.json: it is a directory",
    ],
  });
});

function refusal(name: string, definitions: SourceDefinitions): Partial<ActasError> {
  try {
    requireSource(name, definitions);
  } catch (error) {
    if (error instanceof ActasError) return { code: error.code, message: error.message, hints: error.hints };
  }
  return {};
}
