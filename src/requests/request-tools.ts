import { KeptKeys } from "../access-keys/kept-keys.ts";
import { Sts } from "../aws/sts.ts";
import { Clock } from "../base/clock.ts";
import { Broker, type BrokerParts } from "../broker/broker.ts";
import { Refresher } from "../broker/refresher.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import { ownPaths } from "../files/own-paths.ts";
import { MfaDevices } from "../mfa/mfa-devices.ts";
import { MFA_INPUTS } from "../mfa/mfa-inputs.ts";
import { OathPasswords } from "../mfa/yubikey/oath-passwords.ts";
import { Yubikey } from "../mfa/yubikey.ts";
import type { Share, SharedMemory } from "../persistence/open-persistence.ts";
import { RunningCommands } from "../sources/running-commands.ts";
import { SignIns } from "../sources/sign-ins.ts";
import { RoleLists } from "./lists/role-lists.ts";
import { createReaders, type Readers } from "./read-files.ts";

/** Everything that answers to requests are made with; each function takes the few tools that it needs. */
export interface RequestTools extends BrokerParts, Readers {
  readonly broker: Broker;
  readonly roleLists: RoleLists;
  readonly oathPasswords: OathPasswords;
  /** What outlives this process; absent where the user wants that nothing does. */
  readonly persistence?: SharedMemory["persistence"];
}

/**
 * Called once, by the agent or by a command without one. Nothing is loaded or read yet.
 *
 * @param share - absent: the memory ends with this process
 */
export function createRequestTools(share?: Share): RequestTools {
  const clock = new Clock();
  const oathPasswords = new OathPasswords(clock.now);
  const memory = { cache: new CredentialCache(clock.now), signIns: new SignIns(), oathPasswords };
  const { oneProcess, persistence } = share?.({ ...memory, now: clock.now }) ?? {};
  const parts: BrokerParts = {
    ...memory,
    clock,
    commands: new RunningCommands(),
    flights: new SingleFlight(oneProcess),
    mfaDevices: new MfaDevices(clock.now, [...MFA_INPUTS, new Yubikey(oathPasswords)]),
    refresher: new Refresher(clock.now),
    keptKeys: new KeptKeys(() => ownPaths().state),
    sts: new Sts(clock),
    ...(persistence && { recall: (conversation, keeps) => persistence.recall(conversation, keeps) }),
  };
  return {
    ...parts,
    oathPasswords,
    ...createReaders(),
    ...(persistence && { persistence }),
    broker: new Broker(parts),
    roleLists: new RoleLists(),
  };
}
