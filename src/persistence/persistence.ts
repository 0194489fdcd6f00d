import { ActasError } from "../base/errors.ts";
import type { CredentialCache } from "../cache/credential-cache.ts";
import { Cancelled, type Conversation } from "../conversation/conversation.ts";
import type { Keyring } from "../keyring/keyring.ts";
import { UnreadableSecret } from "../keyring/unreadable-secret.ts";
import type { OathPasswords } from "../mfa/yubikey/oath-passwords.ts";
import type { SignIns } from "../sources/sign-ins.ts";
import { type Kept, type KeptItem, keptEntry, keptKind, keptKindOf, keptName, nameOf, obtainedAt } from "./kept-of.ts";
import type { Passphrase } from "./passphrase.ts";
import { WriteQueue } from "./write-queue.ts";

/** How long a command waits before it is told for what. */
const SAY_AFTER_MS = 1_500;

/** What parses records is loaded when one is written or read, not when the agent starts. */
const records = () => import("./kept-item.ts");

interface PersistenceParts {
  readonly keyring: Keyring;
  /** Absent: the keyring asks the user itself. */
  readonly passphrase?: Passphrase;
  readonly cache: CredentialCache;
  readonly signIns: SignIns;
  readonly oathPasswords: OathPasswords;
  readonly now: () => number;
  /** An agent holds the credentials of roles in memory; commands without one share them. */
  readonly keeps: readonly Kept[];
  /** What it means when nothing can be kept; the second half of a sentence. */
  readonly otherwise: string;
  /** Hears, once each, why nothing is kept any more, and what of it cannot be read. */
  readonly warn: (problem: string) => void;
}

/**
 * Keeps sign-ins beyond this process. They are read at the first need, all at once, and written when
 * they change. If the keyring cannot be used, that is said once, and this process goes on without it.
 */
export class Persistence {
  readonly #parts: PersistenceParts;
  readonly #writes: WriteQueue;
  /** What is known to be kept, by name: when it was obtained. */
  readonly #known = new Map<string, number>();
  #recalled: Promise<void> | undefined;
  #cleared = 0;
  #problem: string | undefined;
  /** What is kept and cannot be read. */
  #passedOver: string | undefined;
  readonly #said = new Set<string>();

  constructor(parts: PersistenceParts) {
    this.#parts = parts;
    this.#writes = new WriteQueue(parts.keyring, (error) => this.#stop(error));
    parts.cache.keptBy({
      keep: (entry) => this.#keep(keptEntry(entry)),
      forget: (entry) => this.#writes.remove(keptName(keptKindOf(entry), entry.key)),
    });
    parts.signIns.keptBy({
      keep: (signIn) => this.#keep({ kept: "sign-in", signIn }),
      forget: ({ key }) => this.#writes.remove(keptName("sign-in", key)),
    });
    parts.oathPasswords.keptBy({
      keep: (held) => this.#keep({ kept: "oath-password", held }),
      forget: ({ serial }) => this.#writes.remove(keptName("oath-password", serial)),
    });
  }

  /** Brings back what was kept, the first time; says, once, if that is not possible. */
  async recall(conversation?: Conversation, keeps: "something" | "nothing" = "something"): Promise<void> {
    if (!(await this.#mayRead(conversation, keeps))) return;
    const waits = setTimeout(() => conversation?.tell("waiting for the keyring to be unlocked"), SAY_AFTER_MS);
    this.#recalled ??= this.#recallAll();
    await this.#recalled;
    clearTimeout(waits);
    if (!conversation) return;
    for (const problem of [this.#problem, this.#passedOver]) {
      if (problem !== undefined && !this.#said.has(problem)) conversation.tell(problem);
      if (problem !== undefined) this.#said.add(problem);
    }
  }

  /** Takes up what other processes have kept since. */
  async readAgain(): Promise<void> {
    await this.#recalled;
    if (!this.#problem && !this.#isLocked) await this.#read();
  }

  /** Forgets all that is kept of these kinds, whether it was read or not; returns how many are not in memory. */
  async forgetAll(kinds: readonly Kept[]): Promise<number> {
    this.#cleared++;
    const names = (await this.#parts.keyring.names()).filter((name) => kinds.some((kind) => kind === keptKind(name)));
    const held = new Set(this.#inMemory().map(nameOf));
    for (const name of names) this.#writes.remove(name);
    return names.filter((name) => !held.has(name)).length;
  }

  /** Forgets what is kept of a kind where it cannot be told whose it is; returns how many. */
  async forgetUnread(kind: Kept): Promise<number> {
    return this.#problem || this.#isLocked ? this.forgetAll([kind]) : 0;
  }

  /** Until everything is written that has changed so far. */
  written(): Promise<void> {
    return this.#writes.done();
  }

  /** How many changes are not written yet. */
  get unwritten(): number {
    return this.#writes.waiting;
  }

  /** What is obtained while only the passphrase is missing is kept when it is known. */
  get #isLocked(): boolean {
    return this.#parts.passphrase?.isKnown === false;
  }

  async #mayRead(conversation: Conversation | undefined, keeps: "something" | "nothing"): Promise<boolean> {
    const { passphrase } = this.#parts;
    if (!passphrase || this.#problem) return true;
    try {
      return await passphrase.learn(conversation, keeps);
    } catch (error) {
      if (error instanceof Cancelled) throw error;
      this.#stop(error);
      return true;
    }
  }

  async #recallAll(): Promise<void> {
    await this.#read();
    // From an agent that could not keep it, or that did not know of this one's settings.
    for (const item of this.#inMemory()) this.#keepUnknown(item);
  }

  #inMemory(): readonly KeptItem[] {
    const { cache, oathPasswords, signIns } = this.#parts;
    return [
      ...cache.entries().map(keptEntry),
      ...signIns.list().map((signIn) => ({ kept: "sign-in", signIn }) as const),
      ...oathPasswords.list().map((held) => ({ kept: "oath-password", held }) as const),
    ];
  }

  async #read(): Promise<void> {
    if (this.#problem) return;
    const { keyring } = this.#parts;
    const cleared = this.#cleared;
    try {
      for (const name of await keyring.names()) {
        const kind = keptKind(name);
        if (!kind || !this.#parts.keeps.includes(kind) || this.#writes.isPending(name)) continue;
        const item = await this.#itemAt(name);
        // Meanwhile the user may have signed out.
        if (cleared !== this.#cleared || this.#writes.isPending(name)) continue;
        if (item === "over") this.#writes.remove(name);
        else if (item) this.#take(name, item);
      }
    } catch (error) {
      this.#stop(error);
    }
  }

  /** `over`: of no use any more; undefined when another process has just removed it, or for what is not ours. */
  async #itemAt(name: string): Promise<KeptItem | "over" | undefined> {
    try {
      const text = await this.#parts.keyring.read(name);
      if (!text) return undefined;
      const item = (await records()).keptItem(name, text, this.#parts.now());
      if (item !== "foreign") return item;
      this.#passOver(`cannot read what is kept as ${name}: this version of actas has not written it`);
    } catch (error) {
      if (!(error instanceof UnreadableSecret)) throw error;
      if (error.why === "lost") return "over";
      this.#passOver(error.message);
    }
    return undefined;
  }

  /** Another version may read it. Said for the first of them: the command removes them all. */
  #passOver(problem: string): void {
    if (this.#passedOver) return;
    this.#passedOver = `${problem}; \`actas cache clear\` removes it`;
    this.#parts.warn(this.#passedOver);
  }

  #take(name: string, item: KeptItem): void {
    const { cache, oathPasswords, signIns } = this.#parts;
    const at = obtainedAt(item);
    this.#known.set(name, at);
    if (item.kept === "sign-in") {
      const held = signIns.get(item.signIn.key);
      if (!held || (held.obtainedAt ?? 0) < at) signIns.restore(item.signIn);
    } else if (item.kept === "oath-password") oathPasswords.restore(item.held);
    else {
      const held = cache.get(item.entry.key)?.entry;
      if (!held || held.obtainedAt < at) cache.restore(item.entry);
    }
  }

  #keepUnknown(item: KeptItem): void {
    const known = this.#known.get(nameOf(item));
    if (known === undefined || known < obtainedAt(item)) this.#keep(item);
  }

  #keep(item: KeptItem): void {
    if (this.#problem || this.#isLocked || !this.#parts.keeps.includes(item.kept)) return;
    const name = nameOf(item);
    this.#known.set(name, obtainedAt(item));
    this.#writes.write(name, async () => (await records()).keptText(item));
  }

  #stop(error: unknown): void {
    if (this.#problem) return;
    if (!(error instanceof ActasError)) throw error;
    this.#problem = `${error.message}; ${this.#parts.otherwise}; \`actas diagnose\` says what helps`;
    this.#parts.warn(this.#problem);
  }
}
