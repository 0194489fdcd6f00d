import type { Check } from "./check.ts";
import { accessKeys } from "./checks/access-keys.ts";
import { agent } from "./checks/agent.ts";
import { clock } from "./checks/clock.ts";
import { environment } from "./checks/environment.ts";
import { fileModes } from "./checks/file-modes.ts";
import { keyring } from "./checks/keyring.ts";
import { mfaDevice } from "./checks/mfa-device.ts";
import { network } from "./checks/network.ts";
import { plainKeys } from "./checks/plain-keys.ts";
import { profiles } from "./checks/profiles.ts";
import { projectFile } from "./checks/project-file.ts";
import { settings } from "./checks/settings.ts";
import { sourceServers } from "./checks/source-servers.ts";
import { sources } from "./checks/sources.ts";
import { target } from "./checks/target.ts";
import { yubikey } from "./checks/yubikey.ts";

/** All checks, in the order of the report. */
export const ALL_CHECKS: readonly Check[] = [
  target,
  environment,
  settings,
  profiles,
  plainKeys,
  accessKeys,
  mfaDevice,
  fileModes,
  sources,
  projectFile,
  network,
  sourceServers,
  clock,
  agent,
  keyring,
  yubikey,
];
