import type { CredentialRequest } from "../base/credential-request.ts";
import { remember } from "../base/remember.ts";
import { cacheKey } from "../cache/cache-key.ts";
import type { ProfileFiles } from "../profiles/profile-reader.ts";
import type { Limits } from "../settings/limits.ts";
import type { RefusedTarget } from "../settings/settings-reader.ts";
import type { SourceDefinitions } from "../source-files/source-definitions.ts";
import type { DeliveryKind } from "../targets/profile-chain.ts";
import { resolveTarget } from "../targets/resolve-target.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { refuseTarget } from "./refuse-target.ts";

/** What the files that an environment names say about targets. */
export interface TargetFiles {
  readonly files: ProfileFiles;
  readonly definitions: SourceDefinitions;
  readonly refusals: readonly RefusedTarget[];
  readonly limits?: Limits;
}

/** Enough for the targets of one user at a time. */
const REMEMBERED = 64;

interface Known extends Omit<TargetFiles, "files"> {
  readonly config: object;
  readonly credentials: object;
  readonly target: ResolvedTarget;
}

/**
 * What requests mean. A program that asks every minute sends the same request, and a target follows from the request
 * and the files alone, so it is resolved again only when one of them has changed: readers return the same object for a
 * file that has not.
 */
export class ResolvedTargets {
  readonly #known = new Map<string, Known>();

  /** @throws {ActasError} as {@link resolveTarget} and {@link refuseTarget}: an error is found anew each time */
  resolve(request: CredentialRequest, read: TargetFiles, delivery: DeliveryKind): ResolvedTarget {
    // A code is used once, and must not stay here, not even hashed.
    if (request.tokenCode !== undefined) return resolved(request, read, delivery);
    // Hashed, because a proxy's address in it may hold a password.
    const key = cacheKey(delivery, JSON.stringify(request));
    const known = this.#known.get(key);
    if (known && isFrom(read, known)) return known.target;
    const target = resolved(request, read, delivery);
    const { files, ...others } = read;
    remember(this.#known, key, { ...files, ...others, target }, REMEMBERED);
    return target;
  }
}

function resolved(request: CredentialRequest, read: TargetFiles, delivery: DeliveryKind): ResolvedTarget {
  const target = resolveTarget(request, read.files, read.definitions, { delivery });
  refuseTarget(target, read.refusals);
  return read.limits ? { ...target, limits: read.limits } : target;
}

function isFrom({ files, definitions, refusals, limits }: TargetFiles, known: Known): boolean {
  return (
    files.config === known.config &&
    files.credentials === known.credentials &&
    definitions === known.definitions &&
    refusals === known.refusals &&
    limits === known.limits
  );
}
