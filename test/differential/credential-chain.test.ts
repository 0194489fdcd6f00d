import { expect } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ActasError } from "../../src/base/errors.ts";
import { diagnosis } from "../../src/cli/diagnose/diagnosis.ts";
import { pathOf, testNeeding } from "../support/needs.ts";
import { COUNT, SEED } from "./extent.ts";
import { madeSurroundings, type Surroundings } from "./surroundings.ts";

/** What a real SDK takes. */
interface Theirs {
  readonly found: string | null;
  readonly error: string | null;
}

interface Sdk {
  readonly words: string;
  /** As `diagnose --sdk` has it. */
  readonly name: string;
  readonly tools: readonly string[];
  readonly command: readonly string[];
}

const SDKS: readonly Sdk[] = [
  {
    words: "boto3",
    name: "cli",
    tools: ["python3", "boto3"],
    command: [pathOf("python3") ?? "", join(import.meta.dir, "chain_of.py")],
  },
  {
    words: "the SDK for JavaScript",
    name: "js",
    tools: [],
    command: [Bun.which("node") ?? "", join(import.meta.dir, "chain-of.mjs")],
  },
];

const MADE = Array.from({ length: COUNT }, madeSurroundings(SEED));

for (const { command, name, tools, words } of SDKS) {
  testNeeding(...tools)(
    `diagnose says what ${words} takes (${COUNT} environments, seed ${SEED})`,
    async () => {
      const theirs = await ask(command);
      const differences = [];
      const places = new Set<string>();
      for (const [index, surroundings] of MADE.entries()) {
        const [ours, their] = [await diagnosed(name, surroundings), theirs[index]!];
        const expected = takes(their);
        places.add(expected.source);
        if (!expected.test(ours)) differences.push({ ...surroundings, ours, their });
      }
      expect(differences.slice(0, 3)).toEqual([]);
      expect(places.size).toBeGreaterThan(6);
    },
    600_000,
  );
}

/** What the report says of it. */
function takes({ error, found }: Theirs): RegExp {
  const profile = /profile-(\w+)$/.exec(found ?? "")?.[1];
  if (profile) return new RegExp(`^profile "${profile}"|^the role .*/profile-${profile}, by the token in AWS_WEB`);
  if (error) return /^nothing/;
  return PLACES[found ?? "nothing"] ?? /^unknown place$/;
}

const PLACES: Readonly<Record<string, RegExp>> = {
  nothing: /^nothing$/,
  environment: /^the keys in AWS_ACCESS_KEY_ID$/,
  "arn:aws:iam::111122223333:role/environment": /^the role \S+\/environment, by the token /,
  container: /^the endpoint in AWS_CONTAINER_CREDENTIALS_/,
  sso: /^profile "\w+"/,
};

async function diagnosed(name: string, { config, credentials, variables }: Surroundings): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "actas-chain-"));
  try {
    const [AWS_CONFIG_FILE, AWS_SHARED_CREDENTIALS_FILE] = [`${home}/config`, `${home}/credentials`];
    writeFileSync(AWS_CONFIG_FILE, config);
    writeFileSync(AWS_SHARED_CREDENTIALS_FILE, credentials);
    const all = {
      ...variables,
      HOME: home,
      AWS_CONFIG_FILE,
      AWS_SHARED_CREDENTIALS_FILE,
      AWS_EC2_METADATA_DISABLED: "true",
    };
    const none = new ActasError("configuration", "not read");
    const scene = { environment: all, variables: all, home, files: none, definitions: none };
    const { sdks } = await diagnosis(scene, [], { fixed: new Set(), redaction: undefined });
    return sdks.find((sdk) => sdk.name === name)?.takes ?? "unknown";
  } finally {
    rmSync(home, { recursive: true });
  }
}

async function ask(command: readonly string[]): Promise<readonly Theirs[]> {
  const child = Bun.spawn([...command], {
    env: { PATH: "/usr/bin:/bin", LANG: "C.UTF-8" },
    stdin: new Blob([`${MADE.map((one) => JSON.stringify(one)).join("\n")}\n`]),
    stderr: "pipe",
  });
  const [output, complaint] = await Promise.all([child.stdout.text(), child.stderr.text(), child.exited]);
  const answers = output.split("\n").filter(Boolean);
  if (answers.length !== MADE.length)
    throw new Error(`${command[0]} answered ${answers.length} questions: ${complaint}`);
  return answers.map((answer): Theirs => JSON.parse(answer));
}
