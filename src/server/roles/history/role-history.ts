import { isTooWide } from "../../../trust-policies/finding-codes.ts";
import { lintTrust } from "../../../trust-policies/lint-trust.ts";
import type { TrustFinding } from "../../../trust-policies/trust-finding.ts";
import { parseTrustPolicy } from "../../../trust-policies/trust-policy.ts";
import type { Person } from "../../people/person.ts";
import type { Queries } from "../../store/database.ts";
import { packRoles, roleIn } from "../map-account.ts";
import { type MapNode, TrustCompiler } from "../map-node.ts";
import { type OpenTo, openTo } from "../open-to.ts";
import type { RoleJudging } from "../role-judging.ts";
import type { KnownRole, RoleExplanation } from "../role-map.ts";
import { whyNot } from "../why-not.ts";
import { type RoleVersion, type RoleVersions, roleVersions } from "./role-version.ts";
import { versionChanges } from "./version-changes.ts";

/** The account of a role, as it is now. */
interface AccountNow {
  readonly id: string;
  readonly partition: string;
  readonly name: string | null;
}

/** Whether somebody could take a role in one of its versions. */
export interface PersonAnswer {
  readonly usable: RoleExplanation["usable"];
  /** Absent: the role was not there. */
  readonly explanation?: RoleExplanation;
}

/** Whoever owns an account can have a policy changed with each scan, and judging thousands takes long. */
const MOST_COMPARED = 200;
/** What is compared, the version itself, and one more that tells that there are earlier ones. */
const MOST_READ = MOST_COMPARED + 2;

/** A role as scans have found it, from its first version to its last, or the end of that. */
export class RoleHistory {
  readonly versions: readonly RoleVersion[];
  readonly #isCut: boolean;
  readonly #account: AccountNow;
  readonly #name: string;
  readonly #judging: RoleJudging;
  readonly #compiler: TrustCompiler;

  private constructor(
    { isCut, versions }: RoleVersions,
    { account, judging, name }: { account: AccountNow; name: string; judging: RoleJudging },
  ) {
    this.versions = versions;
    this.#isCut = isCut;
    this.#account = account;
    this.#name = name;
    this.#judging = judging;
    this.#compiler = new TrustCompiler(judging.ways);
  }

  /**
   * @param part - `all` takes as long as there are versions; or the last ones until a time, or a version of the map
   * @returns undefined: no scan has found it by then
   */
  static async read(
    queries: Queries,
    accountId: string,
    name: string,
    judging: RoleJudging,
    part: "all" | { readonly until?: Date | number },
  ): Promise<RoleHistory | undefined> {
    const window = part === "all" ? undefined : { ...part, most: MOST_READ };
    const read = await roleVersions(queries, accountId, name, window);
    const [account] = await queries.query<AccountNow>("SELECT id, partition, name FROM account WHERE id = $1", [
      accountId,
    ]);
    if (read.versions.length === 0 || !account) return undefined;
    return new RoleHistory(read, { account, name, judging });
  }

  /** The version that counted at a time, or under that version of the map; undefined: the role was not known yet. */
  versionAt(when: Date | number): RoleVersion | undefined {
    return this.versions.findLast(({ at, version }) => (typeof when === "number" ? version : at) <= when);
  }

  /** What a version has changed, in words. */
  changesOf(version: RoleVersion): readonly string[] {
    const before = this.versions[this.versions.indexOf(version) - 1];
    if (!before && this.#isCut) return ["`actas server roles history` tells what: so many versions are not read here"];
    return versionChanges(before, version);
  }

  /** What was wrong with its trust policy. */
  findingsOf({ trust }: RoleVersion): readonly TrustFinding[] {
    const policy = trust === undefined ? undefined : parseTrustPolicy(trust);
    return typeof policy === "object" ? lintTrust(policy, this.#account.id) : [];
  }

  /**
   * Whether the person could take the role by its trust policy, and the providers, of that version.
   *
   * @param at - when, for conditions on the time
   */
  answerFor(version: RoleVersion, person: Person, at: Date): PersonAnswer {
    const role = this.#roleOf(version);
    if (version.state !== "there" || !role) return { usable: "closed" };
    const { expected, ways } = this.#judging;
    const asked = { person, groups: person.groups, facts: expected?.(person, role) ?? {}, at };
    const explanation = whyNot(this.#nodeOf(version), role, ways, asked);
    return { usable: explanation.usable, explanation };
  }

  /** To whom the role was open. Undefined: to nobody, as it was not there or named nobody whom this server speaks for. */
  openIn(version: RoleVersion): OpenTo | undefined {
    const node = version.state === "there" ? this.#nodeOf(version) : undefined;
    return node && openTo(node, this.#judging.ways);
  }

  /**
   * The version since which it has been as it was in this one, without a break.
   *
   * @param how - what is compared, as text
   * @returns `isKnown`: false if it may have been so earlier still
   */
  since(
    version: RoleVersion,
    how: (version: RoleVersion) => string,
  ): { readonly version: RoleVersion; readonly isKnown: boolean } {
    const wanted = how(version);
    let since = version;
    const earlier = this.versions.slice(0, this.versions.indexOf(version)).toReversed();
    for (const one of earlier.slice(0, MOST_COMPARED)) {
      if (how(one) !== wanted) return { version: since, isKnown: true };
      since = one;
    }
    return { version: since, isKnown: earlier.length <= MOST_COMPARED && !this.#isCut };
  }

  #nodeOf(version: RoleVersion): MapNode | undefined {
    const role = this.#roleOf(version);
    const { trust } = version;
    if (!role || trust === undefined) return undefined;
    const account = this.#accountOf(version);
    const tooWide = this.findingsOf(version)
      .map(({ code }) => code)
      .filter(isTooWide);
    const withheld = this.#judging.acknowledged.has(role.arn) ? [] : [...new Set(tooWide)];
    return { account, role, trust, compiled: this.#compiler.compile(trust, account), withheld };
  }

  #roleOf(version: RoleVersion): KnownRole | undefined {
    return roleIn(this.#accountOf(version), this.#name);
  }

  #accountOf({ at, path, providers }: RoleVersion) {
    const { id, name, partition } = this.#account;
    return {
      id,
      partition,
      ...(name !== null && { name }),
      aliases: [],
      scannedAt: at.getTime(),
      providers,
      // How long a session may last is not in the history, and no trust policy of a role asks for its own limit.
      packed: packRoles([{ name: this.#name, path, maxSessionSeconds: 3600 }]),
    };
  }
}
