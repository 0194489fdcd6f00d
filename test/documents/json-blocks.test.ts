import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { Snapshot } from "../../src/agent/hand-over/snapshot.ts";
import { parseReply, parseRequest } from "../../src/agent/socket/parse-request.ts";
import { parseBundle } from "../../src/bundles/parse-bundle.ts";
import { parseCommentedJson } from "../../src/files/commented-json.ts";
import { parseSourceFile } from "../../src/source-files/parse-source-file.ts";
import { published } from "../json/schemas.ts";
import { ROOT } from "../support/program.ts";
import { fileBlocks } from "./file-blocks.ts";

interface Kind {
  /** Whether a value is one of these. */
  readonly is: (value: Record<string, unknown>) => boolean;
  /** Throws unless it is as it has to be. */
  readonly check: (value: unknown) => void;
}

const has =
  (...names: readonly string[]) =>
  (value: Record<string, unknown>): boolean =>
    names.some((name) => name in value);

/** What pages show as JSON; the first that fits. */
const KINDS: Readonly<Record<string, Kind>> = {
  "source file": {
    is: has("aws_sso", "oauth", "web_identity"),
    check: (value) => {
      schema("source")(value);
      expect(parseSourceFile(JSON.stringify(value), "/sources.d/page.json")).toHaveProperty("kind");
    },
  },
  bundle: {
    is: has("serial"),
    check: (value) => {
      schema("bundle")(value);
      parseBundle(JSON.stringify(value), "the page");
    },
  },
  "project file": { is: has("server", "profile"), check: schema("project-file") },
  settings: {
    is: (value) => Object.keys(value).every((name) => name in settings().properties),
    check: schema("config"),
  },
  "configuration of a server": {
    is: (value) =>
      has("people", "listen", "lending")(value) ||
      has("acknowledged")(Object(value.roles)) ||
      has("organization")(Object(value.accounts)),
    check: schema("server"),
  },
  // `test/server/api/described.test.ts` compares what a server answers with its description.
  "answer of a server": { is: has("AccessKeyId", "Roles"), check: () => {} },
  "trust policy": { is: has("Statement"), check: () => {} },
  request: { is: has("request"), check: (value) => parseRequest(JSON.stringify(value)).whole() },
  reply: {
    is: ({ type, ...rest }) =>
      ["code", "password", "callback", "cannot-ask", "cancel"].includes(`${type}`) || "directory" in rest,
    check: (value) => parseReply(JSON.stringify(value)),
  },
  // `actas status --json` prints this answer as it is.
  "answer to `status`": {
    is: ({ result }) => has("signIns")(Object(result)),
    check: (value) => published("status").parse(Object(value).result),
  },
  "what is handed over": { is: has("predecessor"), check: (value) => Snapshot.parse(value) },
  "another message of the agent": { is: has("type"), check: () => {} },
  "error of the container endpoint": {
    is: has("Code"),
    check: (value) => z.strictObject({ Code: z.string(), Message: z.string() }).parse(value),
  },
  "settings of an editor": { is: has("json.schemas", "remoteEnv"), check: () => {} },
};

const values = [
  ...fileBlocks(/jsonc/).map(({ at, text }) => ({ at, value: parseCommentedJson(text) })),
  ...fileBlocks(/json/).flatMap(({ at, page, text }) =>
    // The messages of the agent's socket are a line each.
    (page === "docs/reference/agent-api.md" ? text.trim().split("\n") : [text]).map((part) => ({ at, text: part })),
  ),
].map((one) => ({ value: undefined, text: "", ...one }));

test("every block of JSON can be read, and is what it looks like", () => {
  const found = new Map<string, number>();
  for (const { at, text, value = JSON.parse(text) } of values) {
    const [name, kind] = Object.entries(KINDS).find(([, { is }]) => is(Object(value))) ?? [];
    if (!name || !kind) throw new Error(`${at} shows JSON of no kind that is known`);
    found.set(name, (found.get(name) ?? 0) + 1);
    expect(() => kind.check(value), `${at}, ${name}`).not.toThrow();
  }
  expect([...found.keys()].sort()).toEqual(Object.keys(KINDS).sort());
});

function settings(): { properties: object } {
  return JSON.parse(readFileSync(join(ROOT, "schemas/config.schema.json"), "utf8"));
}

function schema(name: string): (value: unknown) => void {
  const shape = z.fromJSONSchema(JSON.parse(readFileSync(join(ROOT, `schemas/${name}.schema.json`), "utf8")));
  return (value) => shape.parse(value);
}
