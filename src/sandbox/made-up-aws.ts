import { ACCOUNTS, type Accounts } from "./accounts.ts";
import { CredentialServer } from "./credential-server/credential-server.ts";
import { FaultPlan } from "./fault-plan.ts";
import { createIdentityCenter, type IdentityCenter } from "./identity-center/identity-center.ts";
import { SignInSettings } from "./sign-in-settings.ts";
import { KeyRing } from "./signature/key-ring.ts";
import { MfaDevices } from "./sts/mfa-devices.ts";

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
  readonly accounts: Accounts;
  readonly keys: KeyRing;
  readonly devices: MfaDevices;
  readonly faults: FaultPlan;
  readonly calls: CallRecord[];
  readonly settings: SignInSettings;
  readonly identityCenter: IdentityCenter;
  readonly credentialServer: CredentialServer;
  /** The pages of the device grant that were handed out, oldest first. */
  readonly devicePages: string[];
  /** The sandbox's clock, shifted by the fault plan; milliseconds since the epoch. */
  readonly now: () => number;
}

/** A new made-up AWS, without any calls yet. */
export function createMadeUpAws(now: () => number, settings = new SignInSettings()): MadeUpAws {
  const faults = new FaultPlan();
  const clock = (): number => now() + faults.plan.clockOffsetSeconds * 1000;
  return {
    accounts: ACCOUNTS,
    keys: new KeyRing(ACCOUNTS.users),
    devices: new MfaDevices(ACCOUNTS.users, clock),
    faults,
    calls: [],
    settings,
    identityCenter: createIdentityCenter(settings),
    credentialServer: new CredentialServer(settings),
    devicePages: [],
    now: clock,
  };
}
