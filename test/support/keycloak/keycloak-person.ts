/** Asks the admin API of the realm. */
export type AskAsAdmin = (method: string, path: string, body?: object) => Promise<unknown>;

interface Named {
  readonly id: string;
  readonly name: string;
}

/** Somebody at Keycloak, whom no other test knows. */
export class KeycloakPerson {
  readonly id: string;
  readonly username: string;
  readonly password: string;
  readonly #ask: AskAsAdmin;

  private constructor(ask: AskAsAdmin, id: string, username: string, password: string) {
    this.#ask = ask;
    this.id = id;
    this.username = username;
    this.password = password;
  }

  /** Makes a person, and the groups that are not there. */
  static async create(ask: AskAsAdmin, groups: readonly string[]): Promise<KeycloakPerson> {
    const known = (await ask("GET", "groups")) as readonly Named[];
    for (const name of groups) if (!known.some((group) => group.name === name)) await ask("POST", "groups", { name });
    const username = `ana-${crypto.randomUUID().slice(0, 8)}`;
    const password = "correct horse";
    await ask("POST", "users", {
      username,
      enabled: true,
      email: `${username}@example.com`,
      emailVerified: true,
      firstName: "Ana",
      lastName: "Lind",
      credentials: [{ type: "password", value: password, temporary: false }],
      groups: groups.map((name) => `/${name}`),
    });
    const [found] = (await ask("GET", `users?exact=true&username=${username}`)) as readonly { id: string }[];
    if (!found) throw new Error(`Keycloak does not know ${username}`);
    return new KeycloakPerson(ask, found.id, username, password);
  }

  get email(): string {
    return `${this.username}@example.com`;
  }

  /** Ends all their sessions, as an administrator does. */
  async endSessions(): Promise<void> {
    await this.#ask("POST", `users/${this.id}/logout`);
  }

  /** How many sessions they have. */
  async sessions(): Promise<number> {
    return ((await this.#ask("GET", `users/${this.id}/sessions`)) as readonly object[]).length;
  }

  /** Takes them out of a group. */
  async leaveGroup(name: string): Promise<void> {
    const groups = (await this.#ask("GET", `users/${this.id}/groups`)) as readonly Named[];
    const group = groups.find((one) => one.name === name);
    if (!group) throw new Error(`${this.username} is not in the group ${name}`);
    await this.#ask("DELETE", `users/${this.id}/groups/${group.id}`);
  }

  /** Whether they may sign in, and stay so. */
  async allow(enabled: "allowed" | "disabled"): Promise<void> {
    const user = (await this.#ask("GET", `users/${this.id}`)) as object;
    await this.#ask("PUT", `users/${this.id}`, { ...user, enabled: enabled === "allowed" });
  }
}
