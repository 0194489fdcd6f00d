import { createHash } from "node:crypto";
import type { Bundle } from "../../../bundles/bundle-shape.ts";
import { fingerprintOf, keyTextOf } from "../../../bundles/key-text.ts";
import { describeChange } from "../../../project-files/describe-change.ts";
import type { SourceDefinition } from "../../../source-files/source-definition.ts";

const SECRET = "client_secret";
const DIGITS_SHOWN = 8;
/** The end of a line about a key that was not there before: cut off where no bundle was, as every line would end so. */
const NEW = ", new";

/** All that a bundle says or, if one is installed, how it differs from that: a line for each key. */
export function bundleChanges(before: Bundle | undefined, now: Bundle): readonly string[] {
  if (before) return describeChange(shown(before), shown(now));
  return describeChange({}, shown(now)).map((line) => line.slice(0, -NEW.length));
}

/** The servers that each source sends users and their tokens to, as the network knows them. */
export function serversOf(sources: readonly SourceDefinition[]): readonly string[] {
  return sources.map((source) => `${source.id}: ${[...new Set(hostsIn(source))].join(", ")}`);
}

function hostsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return /^https?:/.test(value) ? [new URL(value).host] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(hostsIn);
}

/** A secret is shown as a mask, which differs when the secret does. */
function shown({ $schema: _, next_key: next, ...bundle }: Bundle): object {
  const key = next === undefined ? undefined : keyTextOf(next);
  return masked({ ...bundle, ...(key && { next_key: fingerprintOf(key) }) }) as object;
}

function masked(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(masked);
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, key === SECRET ? hidden(member) : masked(member)]),
  );
}

function hidden(secret: unknown): string {
  const digest = createHash("sha256").update(String(secret)).digest("hex");
  return `hidden, its SHA-256 begins with ${digest.slice(0, DIGITS_SHOWN)}`;
}
