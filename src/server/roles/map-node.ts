import { type CompiledTrust, compileTrust } from "../../trust-policies/compiled/compile-trust.ts";
import { parseTrustPolicy } from "../../trust-policies/trust-policy.ts";
import type { TrustQuestion } from "../../trust-policies/trust-question.ts";
import { type AskingWay, personKeys, questionOfAnybody } from "./asking-way.ts";
import type { MapAccount } from "./map-account.ts";
import type { KnownRole } from "./role-map.ts";

/** A role whose trust policy is known: somebody may be lent it. */
export interface MapNode {
  readonly account: MapAccount;
  readonly role: KnownRole;
  /** The trust policy, as JSON. */
  readonly trust: string;
  /** By the ways of the map, in their order. `undefined`: by this way nobody gets it. */
  readonly compiled: readonly (CompiledTrust | undefined)[];
  /** Codes of findings for which it is given to nobody. */
  readonly withheld: readonly string[];
}

/** Stands for the account's id in policies that differ in nothing else. */
const ANY_ACCOUNT = "000000000000";
const MOST_KEPT = 50_000;

/**
 * Compiles trust policies. Most organizations write one policy into many accounts, and it differs by the account's id
 * only: then it is compiled once.
 */
export class TrustCompiler {
  readonly #ways: readonly AskingWay[];
  readonly #shared: readonly Map<string, CompiledTrust | undefined>[];
  readonly #questions: readonly Map<string, TrustQuestion>[];
  /** How many policies were compiled, of all that were asked for. */
  compiled = 0;

  constructor(ways: readonly AskingWay[]) {
    this.#ways = ways;
    this.#shared = ways.map(() => new Map());
    this.#questions = ways.map(() => new Map());
  }

  /** For each way of the map. */
  compile(trust: string, account: MapAccount): readonly (CompiledTrust | undefined)[] {
    const isPlain = !trust.includes(ANY_ACCOUNT);
    const pattern = isPlain ? trust.replaceAll(account.id, ANY_ACCOUNT) : trust;
    return this.#ways.map((way, index) => {
      if (way.mode !== "broker" && !account.providers.get(way.provider)?.includes(way.audience)) return undefined;
      if (!isPlain || !mayShare(pattern, way, account)) {
        return this.#compileOne(trust, way, questionOfAnybody(way, account));
      }
      const shared = this.#shared[index] ?? new Map<string, CompiledTrust | undefined>();
      const key = `${account.partition} ${pattern}`;
      if (shared.has(key)) return shared.get(key);
      if (shared.size >= MOST_KEPT) shared.clear();
      const found = this.#compileOne(pattern, way, this.#question(way, index, account));
      shared.set(key, found);
      return found;
    });
  }

  /** Of any account that has the provider. */
  #question(way: AskingWay, index: number, account: MapAccount): TrustQuestion {
    const known = this.#questions[index]?.get(account.partition);
    if (known) return known;
    const question = questionOfAnybody(way, { ...account, id: ANY_ACCOUNT });
    this.#questions[index]?.set(account.partition, question);
    return question;
  }

  #compileOne(trust: string, way: AskingWay, question: TrustQuestion): CompiledTrust | undefined {
    this.compiled++;
    const policy = parseTrustPolicy(trust);
    if (typeof policy === "string") return undefined;
    const found = compileTrust(policy, question, personKeys(way));
    return found.clauses.length === 0 ? undefined : found;
  }
}

/** Only if the account's id is nowhere but in principals, which are decided when the policy is compiled. */
function mayShare(pattern: string, way: AskingWay, account: MapAccount): boolean {
  if (way.mode === "broker" && way.roleArn.includes(account.id)) return false;
  // A number that is escaped is none that was replaced.
  if (pattern.includes("\\")) return false;
  const principals = pattern.replaceAll(PROVIDER_OR_ROOT, "");
  return !principals.includes(ANY_ACCOUNT);
}

const PROVIDER_OR_ROOT = /"arn:aws[a-z-]*:iam::0{12}:(?:oidc-provider\/[^"*?]*|root)"/g;
