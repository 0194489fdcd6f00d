import type { Sts } from "../aws/sts.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
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

/** Refuses credentials of another account than the one that a project file names. */
export class AccountPin {
  readonly #sts: Pick<Sts, "getCallerIdentity">;
  readonly #accounts = new WeakMap<Credentials, string>();

  constructor(sts: Pick<Sts, "getCallerIdentity">) {
    this.#sts = sts;
  }

  /**
   * Makes sure that credentials are of the account, by asking AWS where the target does not say.
   *
   * @throws {ActasError} `access-denied` when they are of another one, and whatever keeps AWS from answering
   */
  async confirm(
    target: ResolvedTarget,
    expectedAccountId: string | undefined,
    credentials: Credentials,
  ): Promise<void> {
    if (!expectedAccountId) return;
    const account = accountOf(target) ?? (await this.#accountOf(target, credentials));
    refuseUnlessSame(target, account, expectedAccountId);
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
