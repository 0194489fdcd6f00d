import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { TellOnce } from "../../delivery/container-endpoint/tell-once.ts";
import { TargetRefused } from "../../settings/target-refused.ts";
import type { Supply } from "../endpoint/supply.ts";
import type { CredentialFiles } from "./credential-files.ts";
import type { Grant } from "./grant-record.ts";
import type { Grants } from "./grants.ts";

interface RenewedFilesParts {
  readonly supply: Pick<Supply, "credentials" | "dueAt">;
  readonly grants: Pick<Grants, "has" | "list">;
  readonly files: Pick<CredentialFiles, "write" | "endOf">;
  readonly tell: (grant: Grant, error: ActasError) => void;
  /** Milliseconds since the epoch, by AWS's clock. */
  readonly now: () => number;
}

/** What a program's file holds, and how it is looked after. */
interface Kept {
  accessKeyId?: string;
  /** When the credentials in the file end, in milliseconds since the epoch. */
  end: number;
  isEmpty?: boolean;
  /** How often in a row there was nothing newer to write. */
  vain: number;
  isLooking: boolean;
  timer?: Timer;
}

/** Timers stand still while the machine sleeps, so the clock is looked at as often as this. */
const LONGEST_SLEEP_MS = 60_000;
const FIRST_PAUSE_MS = 500;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Keeps a credentials file fresh for each program that reads nothing else: no request tells when the program needs newer
 * ones. If none can be had, the file keeps what it has, and the program's terminal is told once they have ended.
 */
export class RenewedFiles {
  readonly #parts: RenewedFilesParts;
  readonly #kept = new Map<Grant, Kept>();
  readonly #told: TellOnce<Grant>;

  constructor(parts: RenewedFilesParts) {
    this.#parts = parts;
    this.#told = new TellOnce(parts.tell);
  }

  /**
   * Writes the file of a grant that was just made, and keeps it fresh as long as the grant lasts.
   *
   * @returns its path
   * @throws {ActasError} `usage` for a long-term key; `system` when the disk is full or read-only
   */
  begin(grant: Grant, credentials: Credentials): string {
    const path = this.#write(grant, credentials);
    const kept = { ...whatIs(credentials), vain: 0, isLooking: false };
    this.#kept.set(grant, kept);
    this.#lookLater(grant, kept);
    return path;
  }

  /** Takes up the files of an agent that is gone. */
  resume(): void {
    for (const grant of this.#parts.grants.list()) {
      if (grant.delivery !== "file") continue;
      const end = this.#parts.files.endOf(grant.id) ?? 0;
      const kept: Kept = { end, vain: 0, isLooking: false };
      this.#kept.set(grant, kept);
      void this.#look(grant, kept);
    }
  }

  /** Looks at once for the programs that wait for newer ones: a person may have signed in. */
  hurry(): void {
    for (const [grant, kept] of this.#kept) if (kept.vain > 0) void this.#look(grant, kept);
  }

  async #look(grant: Grant, kept: Kept): Promise<void> {
    if (kept.isLooking) return;
    clearTimeout(kept.timer);
    kept.isLooking = true;
    await this.#renew(grant, kept);
    kept.isLooking = false;
    this.#lookLater(grant, kept);
  }

  async #renew(grant: Grant, kept: Kept): Promise<void> {
    const { now, supply } = this.#parts;
    try {
      const credentials = await supply.credentials(grant);
      if (!this.#isLive(grant)) return;
      if (credentials.accessKeyId !== kept.accessKeyId) this.#write(grant, credentials);
      kept.vain = credentials.accessKeyId === kept.accessKeyId ? kept.vain + 1 : 0;
      Object.assign(kept, whatIs(credentials), { isEmpty: false });
      this.#told.supplied(grant);
    } catch (error) {
      kept.vain++;
      if (!this.#isLive(grant)) return;
      if (error instanceof TargetRefused) this.#empty(grant, kept);
      if (kept.end <= now()) this.#told.failed(grant, error);
    }
  }

  /** A key that never ends stays where it is kept: after a crash the file may stay for long. */
  #write({ id, target }: Grant, credentials: Credentials): string {
    if (!credentials.sessionToken) throw longTerm(target);
    return this.#parts.files.write(id, credentials);
  }

  /** What the user refuses by now is taken out of the file as well. */
  #empty(grant: Grant, kept: Kept): void {
    if (!kept.isEmpty) this.#parts.files.write(grant.id);
    kept.isEmpty = true;
    delete kept.accessKeyId;
    kept.end = 0;
  }

  #lookLater(grant: Grant, kept: Kept): void {
    if (!this.#isLive(grant)) return;
    const { now, supply } = this.#parts;
    const due = supply.dueAt(grant);
    // Credentials without an end are never due.
    if (kept.vain === 0 && due === undefined) return;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (kept.vain - 1), LONGEST_PAUSE_MS);
    const delay = kept.vain > 0 ? pause : Math.max((due ?? 0) - now(), FIRST_PAUSE_MS);
    kept.timer = setTimeout(() => this.#wake(grant, kept), Math.min(delay, LONGEST_SLEEP_MS));
    kept.timer.unref();
  }

  #wake(grant: Grant, kept: Kept): void {
    const { now, supply } = this.#parts;
    if (kept.vain > 0 || (supply.dueAt(grant) ?? 0) <= now()) void this.#look(grant, kept);
    else this.#lookLater(grant, kept);
  }

  #isLive(grant: Grant): boolean {
    const isLive = this.#parts.grants.has(grant);
    if (!isLive) this.#kept.delete(grant);
    return isLive;
  }
}

function longTerm(target: string): ActasError {
  return new ActasError("usage", `cannot write the credentials of "${target}" into a file: they are a long-term key`, {
    hints: ["`--session` gives a session of the same user, where the keys can have one"],
  });
}

function whatIs({ accessKeyId, expiration }: Credentials): Pick<Kept, "accessKeyId" | "end"> {
  return { accessKeyId, end: expiration?.getTime() ?? Number.POSITIVE_INFINITY };
}
