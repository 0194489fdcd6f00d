import type { SourceReference } from "../../src/targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../../src/targets/resolved-target.ts";
import { resolve } from "../profile-files.ts";

export const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
export const ANA = `[profile ana]\n${KEYS}\n`;
export const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;

/** The meaning of a profile in short: the source's profile, then the roles in the order they are assumed. */
export async function path(config: string, target: string, delivery: "process" | "other" = "other"): Promise<string> {
  return chainInShort(await resolve(config, { target, delivery }));
}

/** The same for a target that is resolved. */
export function chainInShort({ chain, source }: ResolvedTarget): string {
  return [`${startOf(source)} (${source.kind})`, ...chain.map(({ roleArn }) => roleArn.split("/").at(-1))].join(" > ");
}

function startOf(source: SourceReference): string {
  if ("profile" in source) return source.profile;
  return "file" in source ? source.file : source.source.id;
}
