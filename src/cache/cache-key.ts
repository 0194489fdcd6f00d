import { definitionKindOf } from "../source-files/kinds/definition-kinds.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { kindOf, type SourceReference } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/** SHA-256 of everything that decides the result; the order of parts is part of the key. */
export function cacheKey(...parts: readonly (string | number | undefined)[]): string {
  const canonical = JSON.stringify(parts.map((part) => part ?? null));
  return new Bun.CryptoHasher("sha256").update(canonical).digest("base64url");
}

/** The key of a target's credentials. Names of profiles are left out, so that renaming one costs nothing. */
export function targetKey({ source, chain }: ResolvedTarget): string {
  const hops = chain.flatMap(({ roleArn, durationSeconds, externalId, roleSessionName, sts }) => [
    ...[roleArn, durationSeconds, externalId, roleSessionName],
    ...[sts.region, sts.endpointUrl, sts.scope],
  ]);
  return cacheKey("target", ...sourceKey(source), ...hops);
}

/** The sign-in that credentials of a target belong to, so that they go when it does. */
export function ownerOf({ source }: ResolvedTarget): { readonly signIn?: string } {
  const signIn = kindOf(source).signInOf(source);
  return signIn ? { signIn: signInKey(signIn) } : {};
}

/**
 * One sign-in for each id, URL and region, and the addresses that its tokens are sent to: what is read from another
 * file is the same source if these are. So a sign-in that was made with one address is never sent to another. One that
 * is shared with the AWS CLI is that of one home directory.
 */
export function signInKey(source: SourceDefinition): string {
  return cacheKey("sign-in", source.kind, source.id, source.url, ...definitionKindOf(source).whereTokensGo(source));
}

function sourceKey(source: SourceReference): (string | number | undefined)[] {
  const kind = kindOf(source);
  const signIn = kind.signInOf(source);
  return [signIn ? signInKey(signIn) : source.kind, ...kind.keyParts(source)];
}
