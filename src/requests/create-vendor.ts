import { Sts } from "../aws/sts.ts";
import { Clock } from "../base/clock.ts";
import { Broker } from "../broker/broker.ts";
import { Refresher } from "../broker/refresher.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import { MfaDevices } from "../mfa/mfa-devices.ts";
import { ProfileReader } from "../profiles/profile-reader.ts";
import { SourceReader } from "../source-files/source-reader.ts";
import { SignIns } from "../sources/sign-ins.ts";
import type { Vendor } from "./answer.ts";

/** Puts the parts together; nothing is loaded or read yet. */
export function createVendor(): Vendor {
  const clock = new Clock();
  const broker = new Broker({
    cache: new CredentialCache(clock.now),
    clock,
    flights: new SingleFlight(),
    mfaDevices: new MfaDevices(clock.now),
    refresher: new Refresher(clock.now),
    signIns: new SignIns(),
    sts: new Sts(clock),
  });
  return { broker, profiles: new ProfileReader(), sources: new SourceReader() };
}
