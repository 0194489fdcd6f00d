import { homedir } from "node:os";
import { join } from "node:path";

/** The folder into which `.ci/install-clients` installs clients. */
export const CLIENTS = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "actas-test-clients");
