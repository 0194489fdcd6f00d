import { listedName, type RoleEntry } from "../../base/role-entry.ts";

/** How long a list is used: roles change rarely, and asking for all of them takes long. */
const SERVES_MS = 3_600_000;

interface RoleList {
  readonly roles: readonly RoleEntry[];
  readonly names: ReadonlySet<string>;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The generation of the sign-in, see `SignIns`: the list belongs to one person. */
  readonly generation: number;
  /** The roles that AWS refused since. */
  readonly doubted: Set<string>;
}

/** Lists of roles already asked for, by sign-in. */
export class RoleLists {
  readonly #bySignIn = new Map<string, RoleList>();
  readonly #now: () => number;

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  /** The roles of a sign-in and how old the list is, while it serves. */
  get(
    signIn: string,
    generation: number,
  ): { readonly roles: readonly RoleEntry[]; readonly ageSeconds: number } | undefined {
    const list = this.#bySignIn.get(signIn);
    if (list?.generation !== generation || this.#now() - list.at > SERVES_MS) return undefined;
    return { roles: list.roles, ageSeconds: Math.round((this.#now() - list.at) / 1000) };
  }

  /** The roles of a sign-in as they were last listed, however long ago that was: for those who only want names. */
  lastKnown(signIn: string, generation: number): readonly RoleEntry[] | undefined {
    const list = this.#bySignIn.get(signIn);
    return list?.generation === generation ? list.roles : undefined;
  }

  /** Whether there are lists, and none has a role of exactly that name or ARN; quick, as commands wait for it. */
  lack(name: string): boolean {
    const listed = listedName(name);
    for (const { names } of this.#bySignIn.values()) if (names.has(name) || names.has(listed)) return false;
    return this.#bySignIn.size > 0;
  }

  put(signIn: string, generation: number, roles: readonly RoleEntry[]): void {
    const names = new Set(roles.map(({ name }) => name));
    this.#bySignIn.set(signIn, { roles, names, generation, at: this.#now(), doubted: new Set() });
  }

  /** Notes that AWS refused a role. Says whether the list has that role and was not doubted because of it before. */
  doubt(signIn: string, generation: number, name: string): boolean {
    const list = this.#bySignIn.get(signIn);
    if (list?.generation !== generation || !list.names.has(name) || list.doubted.has(name)) return false;
    list.doubted.add(name);
    return true;
  }
}
