import type { Sts } from "../aws/sts.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { withoutValue } from "../settings/limits.ts";
import { notAllowed } from "../settings/target-refused.ts";
import { accountOf } from "../targets/account-of.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";

/**
 * Looks at what the target itself says, before the user or AWS is asked for anything.
 *
 * @throws {ActasError} `access-denied` when it is another account than the one that a project file names
 */
export function refuseOtherAccount(target: ResolvedTarget, expectedAccountId: string | undefined): void {
  const account = accountOf(target);
  if (expectedAccountId && account) refuseUnlessSame(target, account, expectedAccountId);
}

/** Refuses credentials of another account than the one that a project file names, or than those that settings allow. */
export class AccountPin {
  readonly #sts: Pick<Sts, "getCallerIdentity">;
  readonly #accounts = new WeakMap<Credentials, string>();

  constructor(sts: Pick<Sts, "getCallerIdentity">) {
    this.#sts = sts;
  }

  /**
   * Makes sure that credentials are of such an account, by asking AWS where the target does not say.
   *
   * @throws {ActasError} `access-denied` when they are of another one, and whatever keeps AWS from answering
   */
  async confirm(
    target: ResolvedTarget,
    expectedAccountId: string | undefined,
    credentials: Credentials,
  ): Promise<void> {
    const allowed = target.limits?.accounts ?? [];
    if (!expectedAccountId && allowed.length === 0) return;
    const account = accountOf(target) ?? (await this.#accountOf(target, credentials));
    if (expectedAccountId) refuseUnlessSame(target, account, expectedAccountId);
    const rule = withoutValue(allowed, account);
    if (rule) throw notAllowed(target.name, `account ${account} is`, rule);
  }

  async #accountOf({ chain, source }: ResolvedTarget, credentials: Credentials): Promise<string> {
    const known = this.#accounts.get(credentials);
    if (known) return known;
    const { account } = await this.#sts.getCallerIdentity((chain.at(-1) ?? source).sts, credentials);
    this.#accounts.set(credentials, account);
    return account;
  }
}

function refuseUnlessSame({ name }: ResolvedTarget, account: string, expected: string): void {
  if (account === expected) return;
  throw new ActasError("access-denied", `cannot use "${name}": it is in account ${account}, not ${expected}`, {
    hints: [`the project file says that only account ${expected} may be used: \`actas show\``],
  });
}
