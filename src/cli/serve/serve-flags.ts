import type { Shell } from "../../base/shells.ts";
import type { CredentialFlags } from "../target/credential-flags.ts";

/** The options of everything that serves, as they are parsed. */
export interface ServeFlags extends CredentialFlags {
  readonly port: string;
  readonly printEnv?: true;
  readonly shell?: Shell | "docker-env";
}
