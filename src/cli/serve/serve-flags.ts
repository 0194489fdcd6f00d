import type { Shell } from "../../base/shells.ts";
import type { CredentialFlags } from "../target/credential-flags.ts";
import type { TargetRequest } from "../target/target-request.ts";

/** The ways to serve; each has a command of this name. */
export type ServeKind = "container" | "imds";

/** The options of everything that serves, as they are parsed. */
export interface ServeFlags extends CredentialFlags {
  readonly port?: string;
  readonly detach?: true;
  readonly printEnv?: true;
  readonly web?: true;
  /** There is no page unless `--web` asks for one. */
  readonly headless?: true;
  readonly shell?: Shell | "docker-env";
  /** The options themselves come from standard input, with what the command found out that started this one. */
  readonly fromStdin?: true;
  readonly handedOver?: HandedOver;
}

/** The target that is served at first: its name, and what it means. */
export interface ChosenTarget {
  readonly target: string;
  readonly targetRequest: TargetRequest;
}

export interface HandedOver {
  /** Absent: it is chosen on the page. */
  readonly chosen?: ChosenTarget;
}
