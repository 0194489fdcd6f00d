import { definitionKindOf } from "../source-files/kinds/definition-kinds.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { kindOf, type SourceReference } from "../targets/kinds/kinds.ts";
import type { UserReference } from "../targets/kinds/user-reference.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/** SHA-256 of everything that affects the result, in this order. */
export function cacheKey(...parts: readonly (string | number | undefined)[]): string {
  const canonical = JSON.stringify(parts.map((part) => part ?? null));
  return new Bun.CryptoHasher("sha256").update(canonical).digest("base64url");
}

/** A request needs the key of its target several times. */
const KEYS = new WeakMap<ResolvedTarget, string>();

/** The key of a target's credentials. Profile names are left out, so that a renamed profile keeps its credentials. */
export function targetKey(target: ResolvedTarget): string {
  const known = KEYS.get(target);
  if (known !== undefined) return known;
  const key = keyOf(target);
  KEYS.set(target, key);
  return key;
}

function keyOf({ source, chain }: ResolvedTarget): string {
  const hops = chain.flatMap(({ roleArn, durationSeconds, externalId, longest, roleSessionName, sts }) => [
    ...[roleArn, longest ? "max" : durationSeconds, externalId, roleSessionName],
    ...[sts.region, sts.endpointUrl, sts.scope],
  ]);
  return cacheKey("target", ...sourceKey(source), ...hops);
}

/** The sign-in, or the IAM user, that a target's credentials belong to. They are removed together with it. */
export function ownerOf({ source }: ResolvedTarget): { readonly signIn?: string } {
  const kind = kindOf(source);
  const signIn = kind.signInOf(source);
  if (signIn) return { signIn: signInKey(signIn) };
  const user = kind.userOf(source);
  return user ? { signIn: userKey(user) } : {};
}

/** There is one for each access key. The keys that only a command knows are told by the name of its profile. */
export function userKey({ accessKeyId, profile }: UserReference): string {
  return accessKeyId ? cacheKey("user", accessKeyId) : cacheKey("user of profile", profile);
}

/**
 * There is one sign-in for each id, URL, region and set of addresses that its tokens are sent to. Sources read from
 * different files are the same if these are the same, and tokens are never sent to another address than the one they
 * were issued for. A sign-in shared with the AWS CLI belongs to one home directory.
 */
export function signInKey(source: SourceDefinition): string {
  return cacheKey("sign-in", source.kind, source.id, source.url, ...definitionKindOf(source).whereTokensGo(source));
}

function sourceKey(source: SourceReference): (string | number | undefined)[] {
  const kind = kindOf(source);
  const signIn = kind.signInOf(source);
  return [signIn ? signInKey(signIn) : source.kind, ...kind.keyParts(source)];
}
