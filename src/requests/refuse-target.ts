import { parseRoleArn } from "../base/arn.ts";
import type { RoleEntry } from "../base/role-entry.ts";
import { type Mode, withoutValue } from "../settings/limits.ts";
import type { RefusedTarget } from "../settings/settings-reader.ts";
import { notAllowed, TargetRefused, whomToAsk } from "../settings/target-refused.ts";
import { sameUrl } from "../source-files/same-url.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

const IN_WORDS: { readonly [K in Mode]: string } = {
  container: "the endpoint of the agent (container) is",
  env: "keys in variables or on standard output (env) are",
  file: "keys in a file (file) are",
};

/** One identity in the chain to a target's credentials, as far as the files tell without a call. */
interface Step {
  /** The source that the user signs in to for it. */
  readonly source: SourceDefinition | undefined;
  readonly account: string | undefined;
  /** All names of its role; empty for the keys of an IAM user. */
  readonly roles: readonly string[];
}

/**
 * Refuses a target if the user's settings refuse it or any role in its chain.
 *
 * @throws {TargetRefused} `access-denied`, naming the file and the entry
 */
export function refuseTarget(target: ResolvedTarget, refusals: readonly RefusedTarget[]): void {
  const refusal = refusalOf(target, refusals);
  if (!refusal) return;
  const { accountsBut, place } = refusal;
  if (accountsBut) throw notAllowed(target.name, `account ${accountAtEnd(target)} is`, refusal);
  throw new TargetRefused("access-denied", `cannot use "${target.name}": it is refused by ${place}`, {
    hints: whomToAsk(refusal),
  });
}

/** Refuses to give out credentials in a way that settings do not allow. @throws {TargetRefused} `access-denied` */
export function refuseMode({ limits, name }: ResolvedTarget, mode: Mode): void {
  const rule = limits && withoutValue(limits.modes, mode);
  if (!rule) return;
  const isByEndpoint = withoutValue(limits.modes, "container") === undefined;
  const hints = isByEndpoint
    ? ["`actas exec` with an agent and without `--mode` uses the endpoint, which is allowed"]
    : [];
  throw notAllowed(name, IN_WORDS[mode], rule, hints);
}

/** Whether {@link refuseTarget} would refuse a target, for lists. */
export function isRefused(target: ResolvedTarget, refusals: readonly RefusedTarget[]): boolean {
  return refusalOf(target, refusals) !== undefined;
}

/** A source that is refused by its id is refused under any other id too: what counts is where the user signs in. */
export function withUrls(
  refusals: readonly RefusedTarget[],
  sources: readonly SourceDefinition[],
): readonly RefusedTarget[] {
  return refusals.map((refusal) => {
    const { source } = refusal;
    if (source === undefined) return refusal;
    return { ...refusal, urls: sources.filter(({ id }) => isLike(source, id)).map(({ url }) => url) };
  });
}

/** The roles of a source that the user's settings do not refuse. */
export function withoutRefused(
  source: SourceDefinition,
  roles: readonly RoleEntry[],
  refusals: readonly RefusedTarget[],
): readonly RoleEntry[] {
  const those = refusals.filter((refusal) => isOf(refusal, source));
  if (those.length === 0) return roles;
  return roles.filter(({ name, accountId, roleArn }) => {
    const steps = [lentStep(source, name, accountId), ...(roleArn ? [roleStep(source, roleArn)] : [])];
    return !those.some((refusal) => steps.some((step) => isStepOf(refusal, step)));
  });
}

function refusalOf(target: ResolvedTarget, refusals: readonly RefusedTarget[]): RefusedTarget | undefined {
  if (refusals.length === 0) return undefined;
  const steps = stepsOf(target);
  const last = steps.slice(-1);
  // On the way to an account that is allowed, a target may act in another one.
  return refusals.find((one) => (one.accountsBut ? last : steps).some((step) => fits(one, step)));
}

function accountAtEnd(target: ResolvedTarget): string | undefined {
  return stepsOf(target).at(-1)?.account;
}

/** Leaves out the keys of an IAM user that only assume the first role: actas does not give them to a program. */
function stepsOf({ chain, source }: ResolvedTarget): Step[] {
  const kind = kindOf(source);
  const signIn = kind.signInOf(source);
  const hops = chain.map(({ roleArn }) => roleStep(signIn, roleArn));
  if (signIn) return [lentStep(signIn, kind.roleOf(source) ?? "", kind.accountOf(source)), ...hops];
  return chain.length > 0 ? hops : [{ source: undefined, account: kind.accountOf(source), roles: [] }];
}

/** A role that a source lends: `ACCOUNT/ROLE`, a role ARN, or any other name that a credential server uses. */
function lentStep(source: SourceDefinition, name: string, accountId?: string): Step {
  if (parseRoleArn(name)) return roleStep(source, name);
  const [, account, role] = /^(\d{12})[/:](.+)$/s.exec(name) ?? [];
  const roles = account && role ? [name, ...namesOf(account, role)] : [name];
  return { source, account: accountId ?? account, roles };
}

function roleStep(source: SourceDefinition | undefined, roleArn: string): Step {
  const { accountId } = parseRoleArn(roleArn) ?? {};
  const names = accountId ? namesOf(accountId, roleArn.slice(roleArn.indexOf("/") + 1)) : [];
  return { source, account: accountId, roles: [roleArn, ...names] };
}

/** However a role was named, it is refused by each of its names: as lists show it, with its path, and without. */
function namesOf(account: string, role: string): readonly string[] {
  const name = role.slice(role.lastIndexOf("/") + 1);
  return [...new Set([role, name])].flatMap((one) => [one, `${account}/${one}`]);
}

function fits(refusal: RefusedTarget, step: Step): boolean {
  return isOf(refusal, step.source) && isStepOf(refusal, step);
}

function isOf({ source, urls }: RefusedTarget, signIn: SourceDefinition | undefined): boolean {
  return source === undefined || (signIn !== undefined && isSource(source, urls, signIn));
}

function isStepOf({ account, accountsBut, role }: RefusedTarget, step: Step): boolean {
  if (accountsBut) return step.account !== undefined && !accountsBut.includes(step.account);
  return (
    (account === undefined || (step.account !== undefined && isLike(account, step.account))) &&
    (role === undefined || step.roles.some((name) => isLike(role, name)))
  );
}

/** One place has many URLs, and each file that describes it may use another. */
function isSource(pattern: string, urls: readonly string[] = [], { id, kind, url }: SourceDefinition): boolean {
  return isLike(pattern, id) || isLike(pattern, url) || [pattern, ...urls].some((one) => sameUrl(kind, url, one));
}

/** By the text of the pattern: each is compared with every role of a list. */
const COMPILED = new Map<string, RegExp>();

/** Ignores case: to IAM, names that differ only in case are the same. */
function isLike(pattern: string, text: string): boolean {
  const compiled = COMPILED.get(pattern) ?? compile(pattern);
  COMPILED.set(pattern, compiled);
  return compiled.test(text);
}

function compile(pattern: string): RegExp {
  const parts = pattern.split(/\*+/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join(".*")}$`, "is");
}
