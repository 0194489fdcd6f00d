import { expect, test } from "bun:test";
import { join } from "node:path";
import { Glob } from "bun";

const ROOT = join(import.meta.dir, "..");

/** A word for which there is another: see docs/concepts/glossary.md. */
interface Banned {
  readonly pattern: RegExp;
  readonly use: string;
  /** Where it is right, and why. */
  readonly right?: Readonly<Record<string, string>>;
}

const SSH = "docs/guides/over-ssh-and-headless.md";
const BANNED: readonly Banned[] = [
  { pattern: /\blog(ged|ging|s)? (in|out)\b/i, use: "sign in, sign out", right: { [SSH]: "to a remote machine" } },
  {
    pattern: /\b(a|an|the|this|your|each|new) log-?(in|out)\b/i,
    use: "sign-in",
    right: { "src/targets/surroundings-key.ts": "to the machine" },
  },
  { pattern: /\b([Ss]ignin|[Ss]ign-on|[Ss]ignout)\b/, use: "sign-in, sign-out" },
  { pattern: /\bauthenticat(e|es|ed|ing|ion)\b/, use: "sign in, or prove who you are" },
  {
    pattern: /\bdaemons?\b/i,
    use: "agent",
    right: { "docs/guides/programs-in-the-background.md": "programs of others" },
  },
  {
    pattern: /\bcreds\b(?!\.)/i,
    use: "credentials",
    right: { "docs/contributing/style.md": "says so", "src/shells/csh/texts.ts": "an option that aws-as has" },
  },
  { pattern: /\b(MFA token|token code|one-time password|OTP)\b/, use: "MFA code" },
  { pattern: /\bMFA sessions?\b/i, use: "sign-in" },
  {
    pattern: /\b(identity provider|IdP)s?\b/i,
    use: "source",
    right: { "docs/concepts/other-tools.md": "those of SAML", "docs/contributing/style.md": "says so" },
  },
  {
    pattern: /\bSSO\b/,
    use: "IAM Identity Center",
    right: {
      "docs/concepts/glossary.md": "its former name",
      "docs/guides/identity-center.md": "its former name",
      "docs/guides/moving-from-aws-sso-login.md": "the support that SDKs have under this name",
    },
  },
  { pattern: /\b(fake|mock|mocked) AWS\b/i, use: "made-up AWS" },
  { pattern: /\bproject config/i, use: "project file" },
  { pattern: /\b(role server|creds? server|credentials server)\b/i, use: "credential server" },
];

/** What users read in `src`: the parts of strings that are prose, not code. */
function messagesOf(source: string): readonly string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|(?<!:)\/\/.*/g, "");
  const literals = code.match(/"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g) ?? [];
  return literals
    .filter((text) => text.includes(" "))
    .map((text) => text.slice(1, -1).replace(/\\`[^`]*\\`|\$\{[^}]*\}/g, ""));
}

/** Prose without blocks, quoted words and addresses: those may be of other tools. */
function proseOf(page: string): string {
  return page.replace(/^```[\s\S]*?^```/gm, "").replace(/`[^`]*`|\]\([^)]*\)|\bhttps?:\S+/g, "");
}

function bannedIn(text: string, path: string): readonly string[] {
  return BANNED.filter(({ pattern, right = {} }) => !(path in right) && pattern.test(text)).map(
    ({ pattern, use }) => `${path}: "${pattern.exec(text)?.[0]}" is called ${use}`,
  );
}

/** Without decisions, which compare with other tools, and the made-up AWS, which speaks as AWS does. */
async function read(pattern: string): Promise<readonly { path: string; text: string }[]> {
  const paths = [...new Glob(pattern).scanSync(ROOT)].filter(
    (path) => !/\.test\.ts$|^docs\/decisions\/|^src\/sandbox\//.test(path),
  );
  return Promise.all(paths.map(async (path) => ({ path, text: await Bun.file(join(ROOT, path)).text() })));
}

test("messages and help have one word for one thing", async () => {
  const files = await read("src/**/*.ts");
  const messages = files.flatMap(({ path, text }) => messagesOf(text).map((message) => ({ path, message })));
  expect(messages.length).toBeGreaterThan(2_000);
  expect(messages.flatMap(({ message, path }) => bannedIn(message, path))).toEqual([]);
});

test("pages have one word for one thing", async () => {
  const pages = [...(await read("docs/**/*.md")), ...(await read("*.md"))];
  expect(pages.length).toBeGreaterThan(40);
  expect(pages.flatMap(({ path, text }) => bannedIn(proseOf(text), path))).toEqual([]);
});

test("a banned word is found in a message, in help and on a page, not in a quoted word of another tool", () => {
  const found = (text: string) => bannedIn(text, "x").length;
  expect(messagesOf('say("you are logged in to corp");').map(found)).toEqual([1]);
  expect(messagesOf("say(`cannot authenticate you`);").map(found)).toEqual([1]);
  expect(messagesOf("throw new E(`run \\`aws sso login\\` to log in`);").map(found)).toEqual([1]);
  expect(messagesOf("say(`run \\`aws configure set creds 1\\` first`);").map(found)).toEqual([0]);
  expect(found(proseOf("It talks to the daemon."))).toBe(1);
  expect(found(proseOf("Mairu's `daemon run`.\n\n```\nlog in\n```\n"))).toBe(0);
});

test("every place where a banned word is right has it", async () => {
  const unused = await Promise.all(
    BANNED.flatMap(({ pattern, right = {} }) =>
      Object.keys(right).map(async (path) => (pattern.test(await Bun.file(join(ROOT, path)).text()) ? [] : [path])),
    ),
  );
  expect(unused.flat()).toEqual([]);
});
