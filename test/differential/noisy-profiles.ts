import { seeded } from "../seeded.ts";
import { ODD_BLANKS } from "./odd-text.ts";
import type { Files } from "./whom.ts";

const NAMES = ["a", "b", "c", "my dev", "default"];

/** Makes profiles that both sides know the keys of, with noise around them; the same ones for the same seed. */
export function noisyProfiles(
  seed: number,
): () => Required<Pick<Files, "profile">> & { readonly config: string; readonly credentials: string } {
  const random = seeded(seed);
  return () => {
    const noise = [0, 3, 12][random(3)] ?? 0;
    const isNoisy = (): boolean => random(100) < noise;
    return {
      profile: pick(NAMES, random),
      config: fileText(random, isNoisy, (name) => pick([`[profile ${name}]`, `[profile "${name}"]`], random)),
      credentials: fileText(random, isNoisy, (name) => `[${name}]`),
    };
  };
}

type Random = (below: number) => number;

function pick(from: readonly string[], random: Random): string {
  return from[random(from.length)] ?? "";
}

function fileText(random: Random, isNoisy: () => boolean, headerOf: (name: string) => string): string {
  const names = NAMES.filter(() => random(2) === 0);
  if (isNoisy()) names.push(pick(NAMES, random));
  if (isNoisy()) names.push("DEFAULT");
  const sections = names.flatMap((name, at) => {
    const header = /default/i.test(name) ? `[${name}]` : headerOf(name);
    return [header, ...settingsOf(name + at, random), ...(isNoisy() ? settingsOf(`${name}x`, random) : [])];
  });
  const noisy = sections.map((line) => (isNoisy() ? withNoise(line, random) : line));
  return noisy.map((line) => line + (isNoisy() ? pick(["\r\n", "\r", "\n\n", "\n# x\n"], random) : "\n")).join("");
}

function settingsOf(id: string, random: Random): string[] {
  const unique = id.replace(/\W/g, "");
  const keys = [`aws_access_key_id = AKIA${unique}`, `aws_secret_access_key = s${unique}`];
  const role = [`role_arn = arn:aws:iam::111122223333:role/${unique}`, `source_profile = ${pick(NAMES, random)}`];
  const command = pick(["x --user ben", 'x "a b" c', "x 'a # b'", "x\n  --user ben", "x\n\t--a=b\n\n    c"], random);
  const process = [`credential_process = ${unique}-${command}`];
  const account = String(111122223333 + random(9));
  const signIn = ["sso_start_url = https://x/start", "sso_region = eu-west-1", `sso_account_id = ${account}`];
  const other = pick(["region = eu-west-1", "output = json", "s3 =\n  max_queue_size = 1", "note = a\n  b"], random);
  const token = [`role_arn = arn:aws:iam::111122223333:role/${unique}`, `web_identity_token_file = /${unique}`];
  const ways = [keys, role, process, [...signIn, `sso_role_name = R${unique}`], token, []];
  return [other, ...(ways[random(ways.length)] ?? []), ...(random(4) ? [] : ["mfa_serial = arn:aws:iam::1:mfa/x"])];
}

function withNoise(line: string, random: Random): string {
  const blank = pick(ODD_BLANKS, random);
  const ways = [
    line + blank,
    blank + line,
    ` ${line}`,
    `  ${line}`,
    line.replace("=", ":"),
    line.replace(/ ?= ?/, "="),
    line.replace(" =", `${blank}=`),
    line.replace("= ", "=\n  "),
    `${line} # note`,
    `${line} ; note`,
    `${line}#note`,
    line.toUpperCase(),
    `# ${line}`,
    `${line}\n${line}`,
    `${line}\n  more = x`,
    `${line}\n  more`,
    line.replace(/"/g, "'"),
    "",
  ];
  return pick(ways, random);
}
