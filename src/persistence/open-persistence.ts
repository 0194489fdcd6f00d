import type { CredentialCache } from "../cache/credential-cache.ts";
import type { Paths } from "../files/paths.ts";
import type { KeyringKind } from "../keyring/directory-of.ts";
import { openKeyring, openWithPassphrase } from "../keyring/open-keyring.ts";
import type { OathPasswords } from "../mfa/yubikey/oath-passwords.ts";
import type { SignIns } from "../sources/sign-ins.ts";
import { BetweenProcesses } from "./between-processes.ts";
import { KEPT_OF } from "./kept-of.ts";
import { Passphrase } from "./passphrase.ts";
import { Persistence } from "./persistence.ts";

/** What is kept, and by whom: the agent, or a command without one. */
type Keeping = "agent" | "command";

/** What a request's memory is tied to, so that other processes share it. */
export interface SharedMemory {
  readonly persistence: Persistence;
  readonly oneProcess: BetweenProcesses;
}

/** Ties the memory of a process to what is kept. Nothing is read yet. */
export type Share = (memory: {
  readonly cache: CredentialCache;
  readonly signIns: SignIns;
  readonly oathPasswords: OathPasswords;
  readonly now: () => number;
}) => SharedMemory;

/** What a process does that cannot keep anything. */
const OTHERWISE = {
  agent: "until `actas agent restart`, sign-ins are held in memory only",
  command: "nothing is kept of this sign-in",
};

/** An agent answers programs that wait for a second; a command without one has nothing better to do. */
const WAITS = {
  agent: { withoutPersonMs: 300, mostMs: 2_000 },
  command: { withoutPersonMs: 5_000 },
};

/** Opens what the user has chosen to keep sign-ins in. */
export function openPersistence(
  kind: KeyringKind,
  { runtime, state }: Pick<Paths, "runtime" | "state">,
  keeping: Keeping,
  warn: (problem: string) => void = () => {},
): Share {
  return (memory) => {
    const keeper = openKeeper(kind, state);
    // The agent holds the credentials of roles itself, and has them anew at once.
    const keeps = keeping === "agent" ? KEPT_OF["sign-in"] : KEPT_OF.all;
    const persistence = new Persistence({ ...memory, ...keeper, keeps, warn, otherwise: OTHERWISE[keeping] });
    const oneProcess = new BetweenProcesses(`${runtime}/locks`, WAITS[keeping], persistence);
    return { persistence, oneProcess };
  };
}

function openKeeper(kind: KeyringKind, state: string) {
  if (kind !== "file") return { keyring: openKeyring(kind, state) };
  const { file, keyring } = openWithPassphrase(state);
  return { keyring, passphrase: new Passphrase(file) };
}
