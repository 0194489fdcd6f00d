import type { ResolvedTarget, SourceReference } from "../targets/resolved-target.ts";

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

function sourceKey(source: SourceReference): (string | number | undefined)[] {
  if (source.kind === "credential-process") return [source.kind, source.command];
  const { kind, accessKeyId, serialNumber, sessionDurationSeconds, sessionTokenUse, sts } = source;
  return [kind, accessKeyId, serialNumber, sessionDurationSeconds, sessionTokenUse, sts.endpointUrl, sts.scope];
}
