import { Sts } from "../aws/sts.ts";
import { Clock } from "../base/clock.ts";
import { Broker, type BrokerParts } from "../broker/broker.ts";
import { Refresher } from "../broker/refresher.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import { MfaDevices } from "../mfa/mfa-devices.ts";
import { ProfileReader } from "../profiles/profile-reader.ts";
import { SourceReader } from "../source-files/source-reader.ts";
import { RunningCommands } from "../sources/running-commands.ts";
import { SignIns } from "../sources/sign-ins.ts";
import { RoleLists } from "./role-lists.ts";

/** What answering a request works with; a function takes the few of it that it needs. */
export interface RequestTools extends BrokerParts, Readers {
  readonly broker: Broker;
  readonly roleLists: RoleLists;
}

/** Read the files that a request's environment names, anew when they have changed. */
export interface Readers {
  readonly profiles: ProfileReader;
  readonly sources: SourceReader;
}

/** Built once, in the agent or in a command that does without; nothing is loaded or read yet. */
export function createRequestTools(): RequestTools {
  const clock = new Clock();
  const parts: BrokerParts = {
    cache: new CredentialCache(clock.now),
    clock,
    commands: new RunningCommands(),
    flights: new SingleFlight(),
    mfaDevices: new MfaDevices(clock.now),
    refresher: new Refresher(clock.now),
    signIns: new SignIns(),
    sts: new Sts(clock),
  };
  return {
    ...parts,
    broker: new Broker(parts),
    profiles: new ProfileReader(),
    sources: new SourceReader(),
    roleLists: new RoleLists(),
  };
}
