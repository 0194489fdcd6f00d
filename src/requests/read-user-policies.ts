import type { UserRolesMessage } from "../agent-api/user-messages.ts";
import type { IamAsker } from "../aws/iam/iam-asker.ts";
import {
  getInlinePolicy,
  getManagedPolicy,
  listAttachedPolicies,
  listInlinePolicies,
  type PolicyHolder,
} from "../aws/iam/iam-policies.ts";
import { getUser, listGroupsForUser } from "../aws/iam/iam-users.ts";
import { IamRefusal } from "../aws/iam.ts";
import { ActasError } from "../base/errors.ts";
import { type UserPolicies, whyUnknown } from "../iam-policies/permissions.ts";
import { type Policy, parsePolicy } from "../iam-policies/policy-document.ts";

/** What the user may not read. */
export type NotKnown = UserRolesMessage["notKnown"][number];

/** All that AWS lets a user read of what decides about the user. */
export interface ReadPolicies {
  readonly policies: UserPolicies;
  /** Absent if they are not known. */
  readonly tags?: ReadonlyMap<string, string>;
  readonly notKnown: readonly NotKnown[];
}

/** A user has at most ten groups, and each at most twenty policies of either kind. */
const MOST_POLICIES = 1_000;

/** Reads the policies of a user and of the user's groups, and the permissions boundary. */
export async function readUserPolicies(iam: IamAsker, userName: string): Promise<ReadPolicies> {
  const reader = new PolicyReader(iam);
  const [facts, groups, own] = await Promise.all([
    reader.unlessRefused(`the permissions boundary of user ${userName}, if there is one`, () => getUser(iam, userName)),
    reader.unlessRefused(`the groups of user ${userName}`, () => listGroupsForUser(iam, userName)),
    reader.policiesOf({ kind: "user", name: userName }),
  ]);
  const ofGroups = "unread" in groups ? [groups] : await reader.policiesOfGroups(groups.value);
  const boundary = "unread" in facts ? facts : await reader.boundary(facts.value.boundaryArn);
  const tags = "unread" in facts ? undefined : facts.value.tags;
  return {
    policies: { identity: [...own, ...ofGroups], ...(boundary && { boundary }) },
    notKnown: reader.notKnown,
    ...(tags && { tags }),
  };
}

type Unread = Extract<Policy, { unread: string }>;

/** Reads each managed policy once, and remembers what could not be read. */
class PolicyReader {
  readonly notKnown: NotKnown[] = [];
  readonly #iam: IamAsker;
  readonly #managed = new Map<string, Promise<Policy>>();
  #count = 0;

  constructor(iam: IamAsker) {
    this.#iam = iam;
  }

  async policiesOfGroups(names: readonly string[]): Promise<readonly Policy[]> {
    this.#refuseTooMany(names.length);
    return (await Promise.all(names.map((name) => this.policiesOf({ kind: "group", name })))).flat();
  }

  async policiesOf(holder: PolicyHolder): Promise<readonly Policy[]> {
    const whose = `of ${holder.kind} ${holder.name}`;
    const [inline, attached] = await Promise.all([
      this.unlessRefused(`the inline policies ${whose}`, () => listInlinePolicies(this.#iam, holder)),
      this.unlessRefused(`the policies attached to ${holder.kind} ${holder.name}`, () =>
        listAttachedPolicies(this.#iam, holder),
      ),
    ]);
    for (const list of [inline, attached]) if ("value" in list) this.#refuseTooMany(list.value.length);
    const inlineOnes = "unread" in inline ? [inline] : inline.value.map((name) => this.#inline(holder, name));
    const attachedOnes = "unread" in attached ? [attached] : attached.value.map(({ arn }) => this.#attached(arn));
    return Promise.all([...inlineOnes, ...attachedOnes]);
  }

  async boundary(arn: string | undefined): Promise<Policy | undefined> {
    return arn === undefined ? undefined : this.#attached(arn);
  }

  /** What was read, or a policy that says anything in its place. */
  async unlessRefused<T>(name: string, read: () => Promise<T>): Promise<{ readonly value: T } | Unread> {
    try {
      return { value: await read() };
    } catch (error) {
      if (!(error instanceof IamRefusal)) throw error;
      const { permission } = error;
      const unread = { name, unread: `${permission} is not allowed` };
      this.notKnown.push({ permission, what: name, dependsOn: whyUnknown(unread) });
      return unread;
    }
  }

  async #inline(holder: PolicyHolder, policy: string): Promise<Policy> {
    const name = `policy ${policy} of ${holder.kind} ${holder.name}`;
    return this.#policy(name, () => getInlinePolicy(this.#iam, holder, policy));
  }

  #attached(arn: string): Promise<Policy> {
    const known = this.#managed.get(arn);
    if (known) return known;
    const reading = this.#policy(`policy ${arn}`, () => getManagedPolicy(this.#iam, arn));
    this.#managed.set(arn, reading);
    return reading;
  }

  async #policy(name: string, read: () => Promise<string>): Promise<Policy> {
    const document = await this.unlessRefused(name, read);
    return "unread" in document ? document : parsePolicy(name, document.value);
  }

  /** Before any of them is read. */
  #refuseTooMany(more: number): void {
    this.#count += more;
    if (this.#count <= MOST_POLICIES) return;
    throw new ActasError(
      "unreachable",
      `cannot use the answers of IAM: more than ${MOST_POLICIES} policies and groups`,
    );
  }
}
