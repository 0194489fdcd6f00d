import { z } from "zod";
import { ACCOUNTING, ENGINEERING, numberedAccounts, UNNAMED } from "../yoyodyne/yoyodyne-accounts.ts";

/** The account that the organization belongs to: only its users may ask about it. */
export const MANAGEMENT = "111122223333";
export const ORGANIZATION_ID = "o-sandbox0001";
export const ROOT_ID = "r-root";

/** A place in the tree of an organization. */
export interface Unit {
  readonly id: string;
  readonly name: string;
  readonly parentId: string;
}

export interface MemberAccount {
  readonly id: string;
  readonly name: string;
  readonly unitId: string;
  readonly status: "ACTIVE" | "SUSPENDED";
}

export const WORKLOADS = unit("workloads", "Workloads", ROOT_ID);
export const SHARED = unit("shared", "Shared", ROOT_ID);
const TEAMS = Array.from({ length: 10 }, (_, index) => unit(`teams${index + 1}`, `Teams ${index + 1}`, WORKLOADS.id));

/** All organizational units. Two levels, as most have. */
export const UNITS: readonly Unit[] = [SHARED, WORKLOADS, ...TEAMS];

const Change = z.strictObject({
  accountId: z.string().regex(/^\d{12}$/),
  /** `left` and `suspended` are undone by `active`. */
  state: z.enum(["active", "suspended", "left"]).optional(),
  name: z.string().min(1).max(50).optional(),
});

/** What a test changes of a member. */
export type MemberChange = z.input<typeof Change>;

/** The organization that the accounts are in, until one of them leaves. */
export class Organization {
  readonly #members: readonly MemberAccount[] | undefined;
  readonly #changes = new Map<string, z.output<typeof Change>>();

  /** @param members - of another organization than the usual one */
  constructor(members?: readonly MemberAccount[]) {
    this.#members = members;
  }

  /** @throws {z.ZodError} */
  change(change: unknown): void {
    const parsed = Change.parse(change);
    this.#changes.set(parsed.accountId, { ...this.#changes.get(parsed.accountId), ...parsed });
  }

  /** @param numbered - how many accounts there are beside the few that have names */
  members(numbered: number): MemberAccount[] {
    const accounts = this.#members ?? [
      member(MANAGEMENT, "Sandbox", ROOT_ID),
      member("444455556666", "Sandbox partners", SHARED.id),
      member(ACCOUNTING, "Yoyodyne Accounting", WORKLOADS.id),
      member(ENGINEERING, "Yoyodyne Engineering", WORKLOADS.id),
      member(UNNAMED, "Yoyodyne Data", WORKLOADS.id),
      ...numberedAccounts(numbered).map((id, index) =>
        member(id, `Yoyodyne Team ${index + 1}`, TEAMS[index % TEAMS.length]!.id),
      ),
    ];
    return accounts.flatMap((account) => {
      const { state, name = account.name } = this.#changes.get(account.id) ?? {};
      if (state === "left") return [];
      return [{ ...account, name, status: state === "suspended" ? ("SUSPENDED" as const) : account.status }];
    });
  }
}

function member(id: string, name: string, unitId: string): MemberAccount {
  return { id, name, unitId, status: "ACTIVE" };
}

function unit(id: string, name: string, parentId: string): Unit {
  return { id: `ou-root-${id.padEnd(8, "x")}`, name, parentId };
}
