import { parseRoleArn } from "../base/arn.ts";
import type { CredentialRequest, RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { profileNames } from "../profiles/profile.ts";
import { accountOf } from "../targets/account-of.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import { resolveTarget } from "../targets/resolve-target.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { sessionRule } from "../targets/session-rule.ts";
import { type Readers, readFiles } from "./read-files.ts";
import { isRefused } from "./refuse-target.ts";
import type { TargetFiles } from "./resolved-targets.ts";

/** The identity that a profile resolves to, as far as the files tell. */
export interface ProfileFacts {
  readonly name: string;
  readonly role?: string;
  /** Of the last role that it assumes. */
  readonly roleArn?: string;
  readonly accountId?: string;
  readonly region?: string;
}

/** All profiles, and those of them that a target may name. */
interface Profiles {
  /** In the order of the files. */
  readonly names: readonly string[];
  readonly usable: readonly ProfileFacts[];
  readonly aliases: readonly AliasFacts[];
}

/** A role by a name that settings give it. */
export interface AliasFacts extends ProfileFacts {
  /** What the name stands for, as settings have it. */
  readonly target: string;
}

/** Reads what each usable profile that is not refused resolves to. Makes no call. */
export async function readProfiles(readers: Readers, environment: RequestEnvironment): Promise<Profiles> {
  const read = await readFiles(readers, environment);
  const names = profileNames(read.files);
  return { names, usable: usableOf(names, read, environment), aliases: aliasesOf(aliasNames(read), read, environment) };
}

/** What each of these profiles resolves to, without those that cannot be used or are refused. Makes no call. */
export function usableOf(
  names: readonly string[],
  read: TargetFiles,
  environment: RequestEnvironment,
): readonly ProfileFacts[] {
  return usableTargets(names, read, environment).map(({ name, target }) => factsOf(name, target));
}

/** The targets of these profiles, without those that cannot be used or are refused. Makes no call. */
export function usableTargets(
  names: readonly string[],
  read: TargetFiles,
  environment: RequestEnvironment,
): readonly { readonly name: string; readonly target: ResolvedTarget }[] {
  return names.flatMap((name) => {
    const target = resolved({ sourceProfile: name }, read, environment);
    return target && !isRefused(target, read.refusals) ? [{ name, target }] : [];
  });
}

/** What each of these names for roles resolves to, without those that cannot be used or are refused. */
export function aliasesOf(
  names: readonly string[],
  read: TargetFiles,
  environment: RequestEnvironment,
): readonly AliasFacts[] {
  return names.flatMap((name) => {
    const alias = read.definitions.aliases?.get(name);
    const target = alias && resolved({ target: name }, read, environment);
    return target && !isRefused(target, read.refusals) ? [{ ...factsOf(name, target), target: alias.target }] : [];
  });
}

/** All names that settings give to roles, but for those that a profile has. */
export function aliasNames({ definitions, files }: TargetFiles): readonly string[] {
  const profiles = new Set(profileNames(files));
  return [...(definitions.aliases?.keys() ?? [])].filter((name) => !profiles.has(name));
}

/** What a name stands for, in a few words for a list. */
export function aliasInWords({ target }: AliasFacts): string {
  return `name for ${target}`;
}

/** What a profile is, in a few words for a list. */
export function profileInWords({ accountId, role }: ProfileFacts): string {
  return ["profile", role, accountId].filter(Boolean).join(" ");
}

function resolved(
  named: Pick<CredentialRequest, "sourceProfile" | "target">,
  { files, definitions }: TargetFiles,
  environment: RequestEnvironment,
): ResolvedTarget | undefined {
  const request = { ...named, environment, freshness: "cached", interaction: "never" } as const;
  try {
    const target = resolveTarget(request, files, definitions, { delivery: "other" });
    sessionRule(target);
    return target;
  } catch (error) {
    if (error instanceof ActasError) return undefined;
    throw error;
  }
}

function factsOf(name: string, target: ResolvedTarget): ProfileFacts {
  const accountId = accountOf(target);
  const roleArn = target.chain.at(-1)?.roleArn;
  return {
    name,
    role: roleOf(target),
    ...(roleArn && { roleArn }),
    ...(accountId && { accountId }),
    ...(target.region && { region: target.region }),
  };
}

/** The last role that a target assumes; a target without one gives what it has instead. */
function roleOf({ chain, source }: ResolvedTarget): string {
  const last = chain.at(-1);
  if (last) return parseRoleArn(last.roleArn)?.roleName ?? last.roleArn;
  if ("roleName" in source) return source.roleName;
  if ("role" in source) return source.role;
  return kindOf(source).commandOf(source) ? "by a command" : "keys";
}
