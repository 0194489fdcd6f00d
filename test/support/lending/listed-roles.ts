import { listedName } from "../../../src/base/role-entry.ts";
import type { Person } from "../../../src/server/people/person.ts";
import type {
  KnownRole,
  LendingMode,
  ListedAnswer,
  RequestFactsOfRole,
  RoleAnswer,
  RoleMap,
} from "../../../src/server/roles/role-map.ts";

/** What a test says of a role, in place of its policy. */
export interface ListedRole {
  readonly mode: LendingMode;
  /** Absent: everybody. */
  readonly group?: string;
  readonly groups?: readonly string[];
  /** Absent: none is asked for. */
  readonly externalId?: string;
  readonly dependsOn?: readonly string[];
  readonly maxSessionSeconds?: number;
  readonly scannedAt?: number;
  readonly accountName?: string;
}

/** A role map whose answers a test has written down. */
export class ListedRoles implements RoleMap {
  version = 1;
  readonly #roles = new Map<string, { readonly role: KnownRole; readonly listed: ListedRole }>();

  add(arn: string, listed: Partial<ListedRole> = {}): void {
    const [, accountId = "", path = "", name = ""] = /::(\d{12}):role(\/(?:.*\/)?)([^/]+)$/.exec(arn) ?? [];
    const { accountName, maxSessionSeconds = 43_200, scannedAt = Date.now() } = listed;
    const role = { arn, accountId, path, name, maxSessionSeconds, scannedAt, ...(accountName && { accountName }) };
    this.#roles.set(arn, { role, listed: { mode: "mint", ...listed } });
    this.version++;
  }

  rolesOf(person: Person): readonly ListedAnswer[] {
    const inOrder = [...this.#roles.values()].sort(({ role: one }, { role: other }) =>
      listedName(one.arn) < listedName(other.arn) ? -1 : 1,
    );
    const answers = inOrder.map(({ role }, place) => ({ ...this.judge(role, person, { externalId: "any" }), place }));
    return answers.filter(({ answer }) => answer === "allowed" || answer === "depends");
  }

  find(text: string): KnownRole | undefined {
    const [, accountId, named] = /^(\d{12})\/(.+)$/.exec(text) ?? [];
    return this.#roles.get(accountId ? `arn:aws:iam::${accountId}:role/${named}` : text)?.role;
  }

  judge(role: KnownRole, person: Person, { externalId }: RequestFactsOfRole): RoleAnswer {
    const { dependsOn = [], group, groups = group ? [group] : [], mode, ...listed } = this.#roles.get(role.arn)!.listed;
    const isMember = groups.every((one) => person.groups.includes(one));
    const isKnown = listed.externalId === undefined || externalId !== undefined;
    const answer = !isMember || !isKnown ? "not-allowed" : dependsOn.length > 0 ? "depends" : "allowed";
    return { role, answer, mode, groups, dependsOn, withheld: [] };
  }
}
