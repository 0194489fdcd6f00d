import { expect } from "bun:test";
import { BLANK } from "../../src/profiles/blanks.ts";
import type { ResolvedTarget } from "../../src/targets/resolved-target.ts";
import { resolve } from "../profile-files.ts";
import { testNeeding } from "../support/needs.ts";
import { COUNT, SEED } from "./extent.ts";
import { noisyProfiles } from "./noisy-profiles.ts";
import { askBotocore } from "./whom.ts";

testNeeding("python3", "boto3")(
  `a profile is read as botocore reads it, or refused (${COUNT} pairs of files, seed ${SEED})`,
  async () => {
    const make = noisyProfiles(SEED);
    const files = Array.from({ length: COUNT }, make);
    const theirs = await askBotocore(files);
    const differences = [];
    let same = 0;
    for (const [index, { config, credentials, profile }] of files.entries()) {
      const { found, error } = theirs[index]!;
      const ours = await resolve(config, { credentials, target: profile }).then(identity, () => undefined);
      if (!ours || error || !found || found === "container") continue;
      if (ours === withoutRemains(found)) same++;
      else differences.push({ config, credentials, profile, ours, found });
    }
    expect(differences).toEqual([]);
    expect(same).toBeGreaterThan(COUNT / 10);
  },
  600_000,
);

/** To botocore a comment after a value is a part of it, as some blanks are, and AWS refuses it then. */
function withoutRemains(found: string): string {
  const plain = found.replace(/\\u([\da-f]{4})/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)));
  return plain.replace(/ [#;] note(?=<|$)/g, "").replace(new RegExp(`(?! )${BLANK}`, "gu"), "");
}

/** In the words of `whom.py`. */
function identity({ source, chain }: ResolvedTarget): string {
  const first =
    source.kind === "iam-user"
      ? source.accessKeyId
      : source.kind === "credential-process"
        ? `process:[${words(source.command).join(", ")}]`
        : source.kind;
  return chain.reduce((before, { roleArn }) => `role:${roleArn}<${before}`, first);
}

/** As Python prints a list of words, of which some stand in quotes. */
function words(command: string): string[] {
  const found = command.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return found.map((word) => JSON.stringify(word.replace(/'([^']*)'|"([^"]*)"/g, "$1$2")));
}
