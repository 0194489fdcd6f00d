import { Clock } from "../../../src/base/clock.ts";
import { Secret } from "../../../src/base/secret.ts";
import type { AuditRecord } from "../../../src/server/audit/audit-record.ts";
import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { RouteTable } from "../../../src/server/listener/route-table.ts";
import { createPeoplePart, type People } from "../../../src/server/people/create-people-part.ts";
import type { PeopleSettings } from "../../../src/server/people/people-settings.ts";
import type { Person } from "../../../src/server/people/person.ts";
import type { Route } from "../../../src/server/server-part.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { OAuthProgram } from "./oauth-program.ts";
import { TestUpstream } from "./upstream.ts";

export const KEY = Buffer.alloc(32, 7).toString("base64");
/** A server that has nothing but people, on loopback, with a real OpenID provider behind it. */
export class PeopleWorld extends OAuthProgram implements AsyncDisposable {
  readonly people: People;
  readonly upstream: TestUpstream;
  readonly audit: AuditRecord[] = [];
  readonly said: string[] = [];
  /** What it answers; more can be added. */
  readonly routes: Route[];
  readonly clock: Clock;
  /** By how much the clock is ahead, in milliseconds. */
  ahead = 0;
  /** Done before the audit trail takes a record. */
  beforeRecord: () => Promise<void> = async () => {};
  /** Where requests seem to come from. */
  address = "127.0.0.1";
  readonly #server: ReturnType<typeof Bun.serve>;

  private constructor(server: ReturnType<typeof Bun.serve>, upstream: TestUpstream, people: People, clock: Clock) {
    super(urlOf(server));
    this.#server = server;
    this.upstream = upstream;
    this.people = people;
    this.routes = [...people.part.routes];
    this.clock = clock;
  }

  /**
   * @param more - of the configuration
   * @param share - the replica beside it, whose address and provider it has
   */
  static async start(
    database: Database,
    more: (issuer: string) => Partial<PeopleSettings> = () => ({}),
    { share }: { readonly share?: PeopleWorld } = {},
  ): Promise<PeopleWorld> {
    let world: PeopleWorld | undefined;
    const server = Bun.serve({
      hostname: "127.0.0.1",
      port: 0,
      idleTimeout: 0,
      fetch: (request) => world?.answer(request) ?? new Response("not yet", { status: 503 }),
    });
    const url = urlOf(server);
    const upstream = share?.upstream ?? (await TestUpstream.start(`${url}oauth/signed-in`));
    const clock = new Clock(() => Date.now() + (world?.ahead ?? 0));
    const audit: AuditRecord[] = [];
    const said: string[] = [];
    const tools = {
      database,
      audit: {
        record: async (record: AuditRecord) => {
          await world?.beforeRecord();
          audit.push(record);
        },
      },
      clock,
      log: (line: string) => void said.push(line),
      url: share?.url ?? url,
      replica: "one",
    };
    const people = await createPeoplePart(tools, {
      keys: [new Secret(KEY)],
      clientSecret: new Secret("upstream-secret"),
      provider: { issuer: upstream.issuer, clientId: "team-server" },
      ...more(upstream.issuer),
    });
    world = new PeopleWorld(server, upstream, people, clock);
    Object.assign(world, { audit, said, ...(share && { known: share.known, prover: share.prover }) });
    return world;
  }

  /** As the listener of the server does. */
  async answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const route = routeFor(request.method, pathname, this.routes);
    const { address } = this;
    const answered = route ? route.answer(request, { address, signal: request.signal }) : this.#lend(request, pathname);
    return Promise.resolve(answered).catch((error: unknown) => {
      if (error instanceof HttpRefusal) {
        const { headers, message, status } = error;
        return new Response(message, { status, headers });
      }
      throw error;
    });
  }

  /** One role for each group; its keys are made up. */
  async #lend(request: Request, path: string): Promise<Response> {
    if (path !== "/roles" && path !== "/assume-role") return new Response("no such path", { status: 404 });
    const { groups, name } = await this.people.bouncer.personOf(request, path === "/roles" ? "held" : "now");
    if (path === "/roles") return Response.json({ Roles: groups.map((Name) => ({ Name, Description: `of ${name}` })) });
    const { Role } = (await request.json()) as { Role: string };
    if (!groups.includes(Role)) return new Response("that role is not yours", { status: 403 });
    const Expiration = new Date(Date.now() + 3_600_000).toISOString();
    return Response.json({
      Version: 1,
      AccessKeyId: `ASIA${Role}`,
      SecretAccessKey: "s",
      SessionToken: "t",
      Expiration,
    });
  }

  override now(): number {
    return this.clock.now();
  }

  async personOf(token: string, freshness: "held" | "now" = "held"): Promise<Person> {
    const headers = await this.headersFor(token);
    return this.people.bouncer.personOf(new Request(this.url, { headers }), freshness);
  }

  /** The status and the code with which a token is refused. */
  async refusal(
    token: string,
    freshness: "held" | "now" = "held",
  ): Promise<{ status: number; code: string } | "taken"> {
    try {
      await this.personOf(token, freshness);
      return "taken";
    } catch (error) {
      if (!(error instanceof HttpRefusal)) throw error;
      return { status: error.status, code: error.code };
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
    await this.upstream[Symbol.asyncDispose]().catch(() => {});
  }
}

function urlOf({ port = 0 }: ReturnType<typeof Bun.serve>): string {
  return `http://127.0.0.1:${port}/`;
}

function routeFor(method: string, path: string, routes: readonly Route[]): Route | undefined {
  try {
    return new RouteTable(routes).find(method, path);
  } catch (error) {
    if (error instanceof HttpRefusal) return undefined;
    throw error;
  }
}
