import { ACCOUNTS, type Accounts } from "./accounts.ts";
import { FaultPlan } from "./fault-plan.ts";
import { KeyRing } from "./key-ring.ts";
import { MfaDevices } from "./mfa-devices.ts";

/** One call as the log keeps it: nothing secret, no code. */
export interface CallRecord {
  readonly time: string;
  readonly service: string;
  readonly action: string;
  readonly accessKeyId?: string;
  readonly roleArn?: string;
  readonly durationSeconds?: number;
  /** Whether an MFA code came with it. */
  readonly mfa: "given" | "none";
  /** `ok`, an error code of AWS, or `dropped`. */
  readonly outcome: string;
}

/** All that one sandbox remembers. */
export interface MadeUpAws {
  readonly accounts: Accounts;
  readonly keys: KeyRing;
  readonly devices: MfaDevices;
  readonly faults: FaultPlan;
  readonly calls: CallRecord[];
  /** The sandbox's clock, wrong when the fault plan says so; milliseconds since the epoch. */
  readonly now: () => number;
}

/** A new made-up AWS, in which nothing has happened yet. */
export function createMadeUpAws(now: () => number): MadeUpAws {
  const faults = new FaultPlan();
  const clock = (): number => now() + faults.plan.clockOffsetSeconds * 1000;
  return {
    accounts: ACCOUNTS,
    keys: new KeyRing(ACCOUNTS.users),
    devices: new MfaDevices(ACCOUNTS.users, clock),
    faults,
    calls: [],
    now: clock,
  };
}
