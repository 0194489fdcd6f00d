import { accountsAt, type GrowingAccounts } from "./accounts-at.ts";
import { ConsoleSessions } from "./console/console-sessions.ts";
import { LEND_PROVIDER } from "./credential-server/lend-provider.ts";
import { FaultPlan } from "./fault-plan.ts";
import { createIdentityCenter, type IdentityCenter } from "./identity-center/identity-center.ts";
import { SigningKeys } from "./keys/signing-keys.ts";
import type { StoredObject } from "./objects/stored-object.ts";
import { OpenIdProvider } from "./openid/open-id-provider.ts";
import { Organization } from "./organization/organization.ts";
import { RateLimit } from "./rate-limit.ts";
import { SignInSettings } from "./sign-in-settings.ts";
import { KeyRing } from "./signature/key-ring.ts";
import { MfaDevices } from "./sts/mfa-devices.ts";
import type { SessionFacts } from "./sts/session-facts.ts";
import { TEAM_MEMBERS } from "./team/team-members.ts";
import { teamProvider } from "./team/team-provider.ts";
import { teamProviders, teamRoles } from "./team/team-roles.ts";
import { yoyodyneProvider } from "./yoyodyne/yoyodyne-provider.ts";

/** One call in the log, without secrets and codes. */
export interface CallRecord {
  readonly time: string;
  readonly service: string;
  readonly action: string;
  readonly accessKeyId?: string;
  /** The ARN of the caller, if its signature was valid. */
  readonly signedBy?: string;
  readonly roleArn?: string;
  readonly durationSeconds?: number;
  /** What the parameters say of the session that is wanted. */
  readonly session?: SessionFacts;
  readonly accountId?: string;
  /** Of Identity Center, or of the credential server. */
  readonly roleName?: string;
  readonly grantType?: string;
  /** Whether the call had an MFA code. */
  readonly mfa: "given" | "none";
  /** `ok`, an error code, or `dropped`. */
  readonly outcome: string;
}

/** The state of one sandbox. */
export interface MadeUpAws {
  readonly accounts: GrowingAccounts;
  readonly keys: KeyRing;
  readonly devices: MfaDevices;
  readonly faults: FaultPlan;
  readonly calls: CallRecord[];
  readonly settings: SignInSettings;
  readonly identityCenter: IdentityCenter;
  /** The credential server's OpenID provider. */
  readonly lendProvider: OpenIdProvider;
  readonly yoyodyne: OpenIdProvider;
  /** Where the people of a team sign in; absent: there is no team. */
  readonly staff?: OpenIdProvider;
  readonly consoleSessions: ConsoleSessions;
  readonly organization: Organization;
  readonly signingKeys: SigningKeys;
  readonly iamLimit: RateLimit;
  /** By `BUCKET/KEY`. */
  readonly objects: Map<string, StoredObject>;
  /** The pages of the device grant that were handed out, oldest first. */
  readonly devicePages: string[];
  /** The sandbox's clock, shifted by the fault plan; milliseconds since the epoch. */
  readonly now: () => number;
}

/**
 * A new made-up AWS, without any calls yet.
 *
 * @param url - `http://127.0.0.1:PORT`, where it listens
 * @param teamUrl - of the server of a team, whose accounts there are then; with a slash at its end
 */
export function createMadeUpAws(
  url: string,
  now: () => number,
  settings = new SignInSettings(),
  teamUrl?: string,
): MadeUpAws {
  const faults = new FaultPlan();
  const clock = (): number => now() + faults.plan.clockOffsetSeconds * 1000;
  const accounts = accountsAt(url, settings);
  if (teamUrl) {
    accounts.added.roles.push(...teamRoles(teamUrl));
    accounts.added.identityProviders.push(...teamProviders(teamUrl));
  }
  return {
    accounts,
    keys: new KeyRing(accounts.users),
    devices: new MfaDevices(accounts.users, clock),
    faults,
    calls: [],
    settings,
    identityCenter: createIdentityCenter(settings),
    lendProvider: new OpenIdProvider(LEND_PROVIDER, settings),
    yoyodyne: new OpenIdProvider(yoyodyneProvider(settings), settings),
    ...(teamUrl && { staff: new OpenIdProvider(teamProvider(teamUrl), settings) }),
    consoleSessions: new ConsoleSessions(clock),
    organization: new Organization(teamUrl ? TEAM_MEMBERS : undefined),
    signingKeys: new SigningKeys(),
    iamLimit: new RateLimit(),
    objects: new Map(),
    devicePages: [],
    now: clock,
  };
}
