import type { Door } from "../../serve/door.ts";
import type { ServeFiles } from "../../serve/serve-files.ts";
import type { ServeRecord } from "../../serve/serve-record.ts";
import type { Serving } from "../../serve/serving.ts";
import { startTimeOf } from "../../system/processes/process-stat.ts";
import type { ServeKind } from "./serve-flags.ts";

/** However often programs fetch, the file is written once in this time. */
const WRITE_EVERY_MS = 1_000;
/**
 * Files may be removed: by systemd when the user has logged out, or in /tmp because they are old. And what the user has
 * had forgotten is shown no longer, though no program asks.
 */
const LOOK_EVERY_MS = 2_000;

interface RecordParts {
  readonly kind: ServeKind;
  readonly door: Door;
  readonly serving: Serving;
  readonly files: ServeFiles;
  /** The page, if there is one. */
  readonly web: { readonly link: string; onNewLink(hear: () => void): void } | undefined;
  /** Called when its files cannot be there any more. */
  readonly lost: () => void;
  /** The path of the log; absent: it runs in the foreground. */
  readonly log?: string;
}

/**
 * Keeps the file true by which other commands know what is served here. What they cannot know of they can neither show
 * nor end: files that were removed are written again, or nothing is served any more.
 */
export class KeptRecord {
  readonly #parts: RecordParts;
  readonly #startedAt = new Date().toISOString();
  #timer: Timer | undefined;
  #looks: Timer | undefined;
  #nextWrite = 0;
  #stopWatching: () => void = () => {};

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** @throws {ActasError} `system` when it cannot be written */
  begin(): void {
    this.#parts.files.writeRecord(this.#now());
    this.#stopWatching = this.#parts.serving.onChange(() => this.#writeSoon());
    this.#parts.web?.onNewLink(() => this.#writeSoon());
    this.#looks = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  end(): void {
    this.#stopWatching();
    clearTimeout(this.#timer);
    clearInterval(this.#looks);
  }

  #look(): void {
    const { door, files, kind, lost, serving } = this.#parts;
    serving.look();
    if (files.arePlaceless) lost();
    else if (!files.areThere(kind)) this.#writeAgain(door);
  }

  #writeAgain(door: Door): void {
    try {
      door.writeFiles();
    } catch {
      // The disk is full; the next look tries again.
    }
    this.#writeSoon();
  }

  #writeSoon(): void {
    this.#timer ??= setTimeout(() => this.#write(), Math.max(this.#nextWrite - performance.now(), 0)).unref();
  }

  /** A file that cannot be written now is only old. */
  #write(): void {
    this.#timer = undefined;
    this.#nextWrite = performance.now() + WRITE_EVERY_MS;
    try {
      this.#parts.files.writeRecord(this.#now());
    } catch {
      // The disk is full, or the directory has gone.
    }
  }

  #now(): ServeRecord {
    const { door, kind, log, serving, web } = this.#parts;
    const { endless, expiration, lastFetch, problem, renewal, target } = serving.state();
    return {
      kind,
      port: door.port,
      url: door.url,
      pid: process.pid,
      startTime: startTimeOf(process.pid) ?? "",
      startedAt: this.#startedAt,
      ...(log && { log }),
      ...(web && { page: web.link }),
      ...(target && { target }),
      ...(expiration && { expiration: expiration.toISOString() }),
      ...(endless && { endless }),
      ...(renewal && { renewal: renewal.toISOString() }),
      ...(problem && {
        problem: { code: problem.code, message: problem.message, hints: [...problem.hints] },
      }),
      ...(lastFetch && { lastFetch: { ...lastFetch, at: lastFetch.at.toISOString() } }),
    };
  }
}
