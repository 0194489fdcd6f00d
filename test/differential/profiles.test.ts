import { expect } from "bun:test";
import { BLANK } from "../../src/profiles/blanks.ts";
import { findProfile } from "../../src/profiles/profile.ts";
import type { ResolvedTarget } from "../../src/targets/resolved-target.ts";
import { profileFiles, resolve } from "../profile-files.ts";
import { testNeeding } from "../support/needs.ts";
import { COUNT, SEED } from "./extent.ts";
import { noisyProfiles } from "./noisy-profiles.ts";
import { askBotocore } from "./whom.ts";

const make = noisyProfiles(SEED);
const FILES = Array.from({ length: COUNT }, make);

testNeeding("python3", "boto3")(
  `a profile is read as botocore reads it, or refused (${COUNT} pairs of files, seed ${SEED})`,
  async () => {
    const theirs = await askBotocore(FILES);
    const differences = [];
    const compared = { identities: 0, settings: 0 };
    for (const [index, { config, credentials, profile }] of FILES.entries()) {
      const { found, error, profiles } = theirs[index]!;
      const ours = await resolve(config, { credentials, target: profile }).then(identity, () => undefined);
      if (ours && !error && found && found !== "container") {
        compared.identities++;
        if (withoutRemains(ours) !== withoutRemains(found))
          differences.push({ config, credentials, profile, ours, found });
      }
      for (const [name, settings] of Object.entries(profiles)) {
        const known = await settingsOf(name, { config, credentials });
        if (!known) continue;
        compared.settings++;
        const read = plain(settings);
        if (!Bun.deepEquals(plain(known), read)) differences.push({ config, credentials, name, known, read });
      }
    }
    expect(differences).toEqual([]);
    expect(compared.identities).toBeGreaterThan(COUNT / 10);
    expect(compared.settings).toBeGreaterThan(COUNT / 2);
  },
  600_000,
);

/** What we read of a profile; nothing when the files or the profile are refused. */
async function settingsOf(
  name: string,
  texts: { readonly config: string; readonly credentials: string },
): Promise<Record<string, string> | undefined> {
  try {
    const files = await profileFiles(texts);
    findProfile(files, name);
    const inConfig = files.config.sections.get(`profile ${name}`) ?? files.config.sections.get(name);
    const sections = [inConfig, files.credentials.sections.get(name)];
    return Object.fromEntries(
      sections.flatMap((section) => [
        ...(section?.settings ?? []),
        ...[...(section?.secrets ?? [])].map(([key, secret]) => [key, secret.reveal()] as const),
      ]),
    );
  } catch {
    return undefined;
  }
}

/** Without empty settings, and without nested ones, which give no identity. */
function plain(settings: Readonly<Record<string, string | object>>): Record<string, string> {
  const values = Object.entries(settings).flatMap(([key, value]): [string, string][] =>
    typeof value === "string" && !key.includes(".") ? [[key, withoutRemains(value)]] : [],
  );
  return Object.fromEntries(values.filter(([, value]) => value));
}

/** To botocore a comment after a value is a part of it, as some blanks are, and AWS refuses it then. */
function withoutRemains(found: string): string {
  const plain = found.replace(/\\u([\da-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  const inOneLine = plain.replace(/\n+/g, " ").replace(new RegExp(`(?! )${BLANK}`, "gu"), "");
  return inOneLine.replace(/ [#;] note(?=[< /]|$)/g, "");
}

/** In the words of `whom.py`. */
function identity({ source, chain }: ResolvedTarget): string {
  const [ofToken, ...others] = chain;
  if (source.kind === "token-file") return after(others, `web-identity:${ofToken?.roleArn}`);
  const first =
    source.kind === "iam-user"
      ? source.accessKeyId
      : source.kind === "credential-process"
        ? `process:[${words(source.command).join(", ")}]`
        : source.kind === "identity-center"
          ? `sso:${source.accountId}/${source.roleName}`
          : source.kind;
  return after(chain, first);
}

function after(chain: ResolvedTarget["chain"], first: string): string {
  return chain.reduce((before, { roleArn }) => `role:${roleArn}<${before}`, first);
}

/** As Python prints a list of words, of which some stand in quotes. */
function words(command: string): string[] {
  const found = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return found.map((word) => JSON.stringify(word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2")));
}
