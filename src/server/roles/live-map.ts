import { HttpRefusal } from "../http-refusal.ts";
import type { Person } from "../people/person.ts";
import type { Database } from "../store/database.ts";
import type { HeldMap, MapExtent } from "./held-map.ts";
import { type MakingManner, MapMaker } from "./map-maker.ts";
import { changedAccounts, mapVersion, scanTimes } from "./map-rows.ts";
import type {
  KnownRole,
  ListedAnswer,
  RequestFactsOfRole,
  RoleAnswer,
  RoleExplainer,
  RoleExplanation,
  RoleMap,
} from "./role-map.ts";

/** The map as the database has it, in memory. Each replica has its own, some seconds behind. */
export class LiveMap implements RoleMap, RoleExplainer {
  readonly #database: Database;
  readonly #maker: MapMaker;
  /** `undefined`: it was not read yet, and nobody has any role. */
  #held: HeldMap | undefined;
  #refreshing: Promise<void> | undefined;

  constructor(database: Database, manner: MakingManner) {
    this.#database = database;
    this.#maker = new MapMaker(manner);
  }

  /** -1 until it was read. */
  get version(): number {
    return this.#held?.version ?? -1;
  }

  /** `undefined` until it was read. */
  get extent(): MapExtent | undefined {
    return this.#held?.extent;
  }

  find(text: string): KnownRole | undefined {
    return this.#loaded().find(text);
  }

  rolesOf(person: Person): readonly ListedAnswer[] {
    return this.#loaded().rolesOf(person);
  }

  judge(role: KnownRole, person: Person, request: RequestFactsOfRole): RoleAnswer {
    return this.#loaded().judge(role, person, request);
  }

  explain(role: KnownRole, person: Person, request: RequestFactsOfRole): RoleExplanation {
    return this.#loaded().explain(role, person, request);
  }

  /** Reads what has changed. Those who ask meanwhile are answered by the map as it was. */
  refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const version = await mapVersion(this.#database);
    const hasChanged = version !== this.version;
    if (hasChanged) {
      // What is committed while this is read has a later version, and is read again.
      for await (const page of changedAccounts(this.#database, this.version)) {
        for (const account of page) this.#maker.take(account);
        await breathe();
      }
    }
    this.#maker.scanned(await scanTimes(this.#database));
    if (hasChanged) this.#held = await this.#maker.map(version, breathe, this.#held);
  }

  #loaded(): HeldMap {
    if (this.#held) return this.#held;
    throw new HttpRefusal(503, "temporarily_unavailable", "the server is starting, try again in a moment", {
      "retry-after": "2",
    });
  }
}

/** Lets requests be answered between pages. */
function breathe(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
