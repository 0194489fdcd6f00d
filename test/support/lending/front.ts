import { HttpRefusal } from "../../../src/server/http-refusal.ts";
import { refusalResponse } from "../../../src/server/listener/refusal-response.ts";
import type { Route, ServerPart } from "../../../src/server/server-part.ts";

/** A port with the routes of some parts: what the server's own listener is to them, without its limits. */
export class Front {
  parts: readonly ServerPart[] = [];
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor(port = 0) {
    const fetch = (request: Request) => this.answer(request);
    this.#server = Bun.serve({ hostname: "127.0.0.1", port, idleTimeout: 0, fetch });
  }

  get url(): string {
    return this.#server.url.href;
  }

  async stop(): Promise<void> {
    await this.#server.stop(true);
  }

  /** Without the network: one process has at most 256 requests under way, which those to AWS are among. */
  async answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const routes = this.parts.flatMap((part): readonly Route[] => part.routes);
    const route = routes.find(({ method, path }) => method === request.method && path === pathname);
    if (!route) return new Response("not found\n", { status: 404 });
    try {
      return await route.answer(request, { address: "192.0.2.7", signal: request.signal });
    } catch (error) {
      if (!(error instanceof HttpRefusal)) throw error;
      return refusalResponse(error, route.refusals ?? "text");
    }
  }
}
