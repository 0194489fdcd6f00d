import type { World } from "../support/world.ts";

/** How a client is given credentials. */
export const DELIVERIES = ["exec", "exec --mode env", "exec --mode file", "process", "export"] as const;
export type Delivery = (typeof DELIVERIES)[number];

/** The identity that a client acts as: the target, another user with long-term keys in the default profile, or none. */
export type Verdict = "target" | "default profile" | "nobody";

/** A program written by others that gets credentials its own way and makes a signed call. */
export interface Client {
  readonly name: string;
  /** The version it is tested with. */
  readonly version: string;
  readonly tools: readonly string[];
  /** Its command in a world, for a call to the world's AWS, whose address is in SANDBOX_URL. */
  command(world: World): Promise<readonly string[]> | readonly string[];
  /** Whether its program answers each line of its input with whom it acts as, if its last word is `for-each-line`. */
  readonly runs?: true;
  /** What it needs to be told, in every delivery. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What it needs to be told to read a profile with `credential_process`. */
  readonly forProcess?: Readonly<Record<string, string>>;
  /** Where it looks for a profile with `credential_process`; absent: in `config`. */
  readonly processProfileIn?: "credentials";
  /** The deliveries that do not make it act as the target. */
  readonly otherwise?: Partial<Readonly<Record<Delivery, Exclude<Verdict, "target">>>>;
  /** What it does otherwise at the address of the metadata service, and the words that make it ask there. */
  readonly imds?: {
    readonly verdict?: Exclude<Verdict, "target">;
    readonly words?: readonly string[];
    /**
     * It asks again only after `minutes`, whatever ends meanwhile, so that a test has to move its clock; or it goes on with
     * what is `short-lived`, which AWS gives nobody.
     */
    readonly keeps?: "minutes" | "short-lived";
  };
  /** What its users have to know, in Markdown. */
  readonly note?: string;
  /** Its call is signed, but the sandbox has not what it asks for. */
  readonly status?: "fails anyway";
}
