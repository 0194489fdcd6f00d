import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseKnownFiles } from "@smithy/shared-ini-file-loader";
import { guardedFiles } from "../../src/delivery/guarded-files/guarded-files.ts";
import { hideBoto } from "../../src/delivery/guarded-files/hide-boto.ts";
import { isIdentityKey } from "../../src/delivery/guarded-files/hide-default.ts";
import { goProgram } from "../clients/programs.ts";
import { testNeeding } from "../support/needs.ts";
import { COUNT, SEED } from "./extent.ts";
import { ODD_BLANKS, oddTexts } from "./odd-text.ts";
import { askBotocore } from "./whom.ts";

/** What a program reads in place of the user's files. */
interface Copies {
  readonly config: Buffer;
  readonly credentials: Buffer;
}

const FOLDER = mkdtempSync(join(tmpdir(), "guarded-copies-"));
const TEXTS = oddTexts(SEED);
const USERS = [
  ...ODD_BLANKS.flatMap((blank) => [
    { config: "", credentials: keys(`${blank}aws_access_key_id =`, "aws_secret_access_key =") },
    { config: "", credentials: keys(`aws_access_key_id${blank}=`, `${blank}${blank}aws_secret_access_key =`) },
    { config: `[${blank}default${blank}]\n${blank}credential_process = theirs\n`, credentials: "" },
    { config: `${blank}[profile${blank}default]\ncredential_process${blank}${blank}= theirs\n`, credentials: "" },
  ]),
  ...Array.from({ length: COUNT }, () => ({ config: TEXTS(), credentials: TEXTS() })),
];
const copies: Copies[] = [];

beforeAll(() => {
  for (const [index, users] of USERS.entries()) {
    const read = copiesOf(users, join(FOLDER, `users-${index}`));
    copies.push(read);
    const [config, credentials] = pathsOf(index);
    writeFileSync(config, read.config);
    writeFileSync(credentials, read.credentials);
  }
}, 600_000);

afterAll(() => rmSync(FOLDER, { recursive: true }), 600_000);

test("many of the files have something to hide", () => {
  const cut = USERS.filter(({ config, credentials }, index) => {
    const read = copies[index]!;
    return `${read.config}` !== config || `${read.credentials}` !== credentials;
  });
  expect(cut.length).toBeGreaterThan(USERS.length / 2);
});

testNeeding("python3", "boto3")(
  `botocore finds no identity in guarded copies (${USERS.length} pairs of files, seed ${SEED})`,
  async () => {
    const found = await askBotocore(copies);
    const wrong = found.flatMap((whom, index) =>
      whom.found === "container" || whom.error ? [] : [{ ...USERS[index], found: whom.found }],
    );
    expect(wrong).toEqual([]);
  },
  600_000,
);

test("the JS SDK finds no identity in guarded copies", async () => {
  const wrong = [];
  for (const [index, users] of USERS.entries()) {
    const [configFilepath, filepath] = pathsOf(index);
    const { default: found = {} } = await parseKnownFiles({ configFilepath, filepath, ignoreCache: true });
    if (Object.keys(found).some(isIdentityKey)) wrong.push({ ...users, found });
  }
  expect(wrong).toEqual([]);
}, 600_000);

const RUBY = ["/usr/bin/ruby", join(import.meta.dir, "default-of.rb")];

testNeeding("clients-go")(
  "the Go SDK finds no identity in guarded copies",
  () => none(goProgram("default-of")),
  600_000,
);

testNeeding("ruby-aws")("the Ruby SDK finds no identity in guarded copies", () => none(RUBY), 600_000);

testNeeding("python3", "boto3")(
  "botocore finds no keys in guarded files of boto",
  async () => {
    const odd = ODD_BLANKS.flatMap((blank) => [
      `[Credentials]\n${blank}aws_access_key_id = AKIATHEIRS\n${blank}aws_secret_access_key = theirs\n`,
      `[Credentials]\naws_access_key_id${blank}: AKIATHEIRS\naws_secret_access_key ${blank}= theirs\n  more\n`,
    ]);
    const boto = odd.map((text) => hideBoto([Buffer.from(text).toString("latin1")]) ?? text);
    const files = boto.map((text) => ({ config: "", credentials: "", boto: Buffer.from(text, "latin1") }));
    const [unguarded, ...found] = await askBotocore([{ ...files[0]!, boto: Buffer.from(odd[0] ?? "") }, ...files]);
    expect(unguarded?.found).toBe("AKIATHEIRS");
    expect(odd.filter((_, index) => found[index]?.found !== "container" && !found[index]?.error)).toEqual([]);
  },
  60_000,
);

/** Expects that a program, which prints a line for each pair of files, finds nothing in any. */
async function none(program: readonly string[]): Promise<void> {
  const input = USERS.map((_, index) => `${pathsOf(index).join("\t")}\n`).join("");
  const judge = Bun.spawn([...program], { stdin: new Blob([input]) });
  const found = (await judge.stdout.text()).split("\n").slice(0, -1);
  expect(found).toHaveLength(USERS.length);
  expect(USERS.filter((_, index) => found[index])).toEqual([]);
}

/** Where the copies lie that a program reads. */
function pathsOf(index: number): readonly [string, string] {
  return [join(FOLDER, `${index}-config`), join(FOLDER, `${index}-credentials`)];
}

function keys(id: string, secret: string): string {
  return `[default]\n${id} AKIATHEIRS\n${secret} theirs\n`;
}

function copiesOf(users: { readonly config: string; readonly credentials: string }, directory: string): Copies {
  mkdirSync(directory);
  const paths = { configFile: join(directory, "users-config"), credentialsFile: join(directory, "users-credentials") };
  writeFileSync(paths.configFile, users.config);
  writeFileSync(paths.credentialsFile, users.credentials);
  const guarded = guardedFiles({ ...paths, botoFiles: ["/dev/null"], directory });
  const read = {
    config: readFileSync(guarded.AWS_CONFIG_FILE ?? paths.configFile),
    credentials: readFileSync(guarded.AWS_SHARED_CREDENTIALS_FILE ?? paths.credentialsFile),
  };
  rmSync(directory, { recursive: true });
  return read;
}
