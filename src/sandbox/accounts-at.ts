import { ACCOUNTS, type Accounts, type IdentityProvider, type SandboxRole } from "./accounts.ts";
import { auditRole } from "./organization/audit-role.ts";
import { fillerRoles } from "./organization/filler-roles.ts";
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
  /** All of an account, with those that only fill its lists. */
  rolesIn(accountId: string): readonly SandboxRole[];
  roleOf(arn: string): SandboxRole | undefined;
  providersIn(accountId: string): readonly IdentityProvider[];
}

interface World extends Accounts {
  readonly rolesByAccount: ReadonlyMap<string, readonly SandboxRole[]>;
  readonly providersByAccount: ReadonlyMap<string, readonly IdentityProvider[]>;
}

/**
 * All accounts of a sandbox. Those of Yoyodyne trust its provider, which they know by its address.
 *
 * @param url - `http://127.0.0.1:PORT`
 */
export function accountsAt(url: string, settings: SignInSettings): GrowingAccounts {
  const issuer = url + YOYODYNE_PATH;
  const known = new Map<number, World>();
  const current = (): World => {
    const { accounts: numbered } = settings.values;
    const world = known.get(numbered) ?? worldOf(issuer, numbered);
    known.set(numbered, world);
    return world;
  };
  const added: Added = { roles: [], identityProviders: [] };
  const rolesIn = (accountId: string): readonly SandboxRole[] => {
    const own = added.roles.filter((role) => role.accountId === accountId);
    const replaced = new Set(own.map(({ arn }) => arn));
    const others = current().rolesByAccount.get(accountId) ?? [];
    const fillers = fillerRoles(accountId, settings.values.rolesPerAccount - others.length - own.length);
    return [...own, ...[...others, ...fillers].filter(({ arn }) => !replaced.has(arn))];
  };
  return {
    users: ACCOUNTS.users,
    added,
    get roles() {
      return [...added.roles, ...current().roles];
    },
    get identityProviders() {
      return [...added.identityProviders, ...current().identityProviders];
    },
    rolesIn,
    roleOf: (arn) => {
      const [accountId = ""] = /\d{12}/.exec(arn) ?? [];
      return rolesIn(accountId).find((role) => role.arn === arn);
    },
    providersIn: (accountId) => [
      ...added.identityProviders.filter((provider) => provider.accountId === accountId),
      ...(current().providersByAccount.get(accountId) ?? []),
    ],
  };
}

function worldOf(issuer: string, numbered: number): World {
  const roles = [...ACCOUNTS.roles, ...yoyodyneRoles(issuer, CLIENT_IDS, numbered)];
  const providers = identityProviders(issuer, CLIENT_IDS, numbered);
  const audits = [...new Set(roles.map(({ accountId }) => accountId))].map(auditRole);
  return {
    users: ACCOUNTS.users,
    roles: [...roles, ...audits],
    identityProviders: providers,
    rolesByAccount: Map.groupBy([...roles, ...audits], ({ accountId }) => accountId),
    providersByAccount: Map.groupBy(providers, ({ accountId }) => accountId),
  };
}
