import { ACCOUNTS, type Accounts, type IdentityProvider, type SandboxRole } from "./accounts.ts";
import type { SignInSettings } from "./sign-in-settings.ts";
import { identityProviders } from "./yoyodyne/yoyodyne-accounts.ts";
import { YOYODYNE_CLIENTS } from "./yoyodyne/yoyodyne-clients.ts";
import { YOYODYNE_PATH } from "./yoyodyne/yoyodyne-paths.ts";
import { yoyodyneRoles } from "./yoyodyne/yoyodyne-roles.ts";

const CLIENT_IDS = YOYODYNE_CLIENTS.map(({ client_id }) => client_id);

/** What is in the accounts besides: of two roles with one ARN, the one added last counts. */
interface Added {
  readonly roles: SandboxRole[];
  readonly identityProviders: IdentityProvider[];
}

/** Accounts to which a test may add. */
export interface GrowingAccounts extends Accounts {
  readonly added: Added;
}

/**
 * All accounts of a sandbox. Those of Yoyodyne trust its provider, which they know by its address.
 *
 * @param url - `http://127.0.0.1:PORT`
 */
export function accountsAt(url: string, settings: SignInSettings): GrowingAccounts {
  const issuer = url + YOYODYNE_PATH;
  const known = new Map<number, Accounts>();
  const current = (): Accounts => {
    const { accounts: numbered } = settings.values;
    const accounts = known.get(numbered) ?? {
      users: ACCOUNTS.users,
      roles: [...ACCOUNTS.roles, ...yoyodyneRoles(issuer, CLIENT_IDS, numbered)],
      identityProviders: identityProviders(issuer, CLIENT_IDS, numbered),
    };
    known.set(numbered, accounts);
    return accounts;
  };
  const added: Added = { roles: [], identityProviders: [] };
  return {
    users: ACCOUNTS.users,
    added,
    get roles() {
      return [...added.roles, ...current().roles];
    },
    get identityProviders() {
      return [...added.identityProviders, ...current().identityProviders];
    },
  };
}
