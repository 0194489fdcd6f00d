import { copyFileSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Browser } from "../browser.ts";
import { freePort } from "../free-port.ts";
import { pathOf } from "../needs.ts";
import { KeycloakPerson } from "./keycloak-person.ts";

const ADMIN = { username: "admin", password: "admin" } as const;
const START_MS = 120_000;

/** It is killed with this process, which ends without telling its modules; then what it kept goes as well. */
const WHEN_IT_IS_GONE = 'read -r _; while kill -0 "$2" 2>/dev/null; do sleep 0.1; done; rm -rf "$1"';

/** A real Keycloak on loopback with the realm of `test/clients/programs/keycloak/realm.json`, in a database of its own. */
export class Keycloak {
  readonly #process: Bun.Subprocess;
  readonly #url: string;
  #token: Promise<string> | undefined;

  private constructor(process: Bun.Subprocess, url: string) {
    this.#process = process;
    this.#url = url;
  }

  /** Starts one that lives as long as this process; it takes ten seconds on a machine that has nothing else to do. */
  static async start(): Promise<Keycloak> {
    const database = pathOf("keycloak") ?? "";
    const folder = mkdtempSync(join(tmpdir(), "actas-test-"));
    copyFileSync(database, join(folder, "keycloakdb.mv.db"));
    const port = freePort();
    const place = ["--http-enabled=true", "--http-host=127.0.0.1", `--http-port=${port}`, "--hostname-strict=false"];
    const program = join(dirname(database), "../../bin/kc.sh");
    // It must not outlive this process, whatever ends it.
    const words = [
      "setpriv",
      "--pdeathsig",
      "KILL",
      "bash",
      program,
      "start",
      "--optimized",
      "--cache=local",
      ...place,
    ];
    const process = Bun.spawn(words, {
      stdio: ["ignore", "ignore", "ignore"],
      env: {
        PATH: "/usr/bin:/bin",
        HOME: folder,
        JAVA_OPTS_KC_HEAP: "-Xms128m -Xmx384m",
        // It does not live long enough for the compiler that makes faster code.
        JAVA_OPTS_APPEND: "-XX:TieredStopAtLevel=1",
        KC_DB_URL: `jdbc:h2:file:${folder}/keycloakdb;NON_KEYWORDS=VALUE`,
      },
    });
    const watch = ["sh", "-c", WHEN_IT_IS_GONE, "sh", folder, `${process.pid}`];
    Bun.spawn(watch, { stdio: ["pipe", "ignore", "ignore"], detached: true }).unref();
    const keycloak = new Keycloak(process, `http://127.0.0.1:${port}`);
    await keycloak.#started();
    return keycloak;
  }

  get issuer(): string {
    return `${this.#url}/realms/yoyodyne`;
  }

  /** Makes a person who is in these groups. */
  person(...groups: readonly string[]): Promise<KeycloakPerson> {
    return KeycloakPerson.create((method, path, body) => this.#asAdmin(method, path, body), groups);
  }

  /** Signs somebody in at an address that leads to Keycloak, with their password, and says yes to whatever is asked. */
  async signIn(person: KeycloakPerson, address: string): Promise<string> {
    const browser = new Browser();
    let page: { readonly url: string; readonly text: string } = await browser.visit(address);
    for (let form = formIn(page, person); form; form = formIn(page, person))
      page = await browser.submit(form.action, form.fields);
    return page.text;
  }

  /** Adds a client that has a secret, and gets the groups of a person as the claim `groups`. */
  async addServer(clientId: string, secret: string, redirectUri: string): Promise<void> {
    const mapper = {
      name: "groups",
      protocol: "openid-connect",
      protocolMapper: "oidc-group-membership-mapper",
      config: {
        "claim.name": "groups",
        "full.path": "false",
        "id.token.claim": "true",
        "userinfo.token.claim": "true",
      },
    };
    await this.#asAdmin("POST", "clients", {
      clientId,
      secret,
      publicClient: false,
      standardFlowEnabled: true,
      redirectUris: [redirectUri],
      attributes: { "pkce.code.challenge.method": "S256" },
      protocolMappers: [mapper],
    });
  }

  /** Has Keycloak sign with a new key; those before are published still. */
  async rotateKey(): Promise<void> {
    await this.#asAdmin("POST", "components", {
      name: `rsa-${Date.now()}`,
      providerId: "rsa-generated",
      providerType: "org.keycloak.keys.KeyProvider",
      config: { priority: [String(Date.now())], enabled: ["true"], active: ["true"], algorithm: ["RS256"] },
    });
  }

  async #started(): Promise<void> {
    const end = Date.now() + START_MS;
    for (;;) {
      const answer = await fetch(`${this.issuer}/.well-known/openid-configuration`).catch(() => undefined);
      if (answer?.ok) return;
      if (Date.now() > end || this.#process.exitCode !== null) throw new Error("Keycloak does not start");
      await Bun.sleep(200);
    }
  }

  async #asAdmin(method: string, path: string, body?: object): Promise<unknown> {
    this.#token ??= this.#adminToken();
    const answer = await fetch(`${this.#url}/admin/realms/yoyodyne/${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.#token}`, "content-type": "application/json" },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`Keycloak answered ${answer.status}: ${await answer.text()}`);
    const text = await answer.text();
    return text === "" ? undefined : JSON.parse(text);
  }

  async #adminToken(): Promise<string> {
    const body = new URLSearchParams({ grant_type: "password", client_id: "admin-cli", ...ADMIN });
    const answer = await fetch(`${this.issuer}/protocol/openid-connect/token`, { method: "POST", body });
    return ((await answer.json()) as { readonly access_token: string }).access_token;
  }
}

interface Form {
  readonly action: string;
  readonly fields: Record<string, string>;
}

/** The form of a page, filled in: the one for a name and a password, or one with a button that agrees. */
function formIn(
  { url, text }: { readonly url: string; readonly text: string },
  { username, password }: KeycloakPerson,
): Form | undefined {
  const action = /<form[^>]*\saction="([^"]*)"/.exec(text)?.[1];
  if (!action) return undefined;
  const address = new URL(action.replaceAll("&amp;", "&"), url).href;
  if (/name="password"/.test(text)) return { action: address, fields: { username, password } };
  if (/name="accept"/.test(text)) return { action: address, fields: { ...hiddenIn(text), accept: "Yes" } };
  return undefined;
}

function hiddenIn(text: string): Record<string, string> {
  const hidden = text.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)"/g);
  return Object.fromEntries([...hidden].map(([, name = "", value = ""]) => [name, value]));
}
