import { HttpResponse } from "@smithy/core/protocols";
import type { Network } from "../network/network.ts";
import { send } from "../network/send.ts";

/** What the SDK asks a request handler to send; the part of it that is used here. */
interface HttpRequest {
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number;
  readonly path: string;
  readonly query?: Record<string, string | string[] | null>;
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly body?: string | Uint8Array;
}

interface FetchHandlerOptions {
  /** Told the `Date` header of every answer. */
  readonly onDate: (header: string | null) => void;
  readonly timeoutMs: number;
  readonly network: Network | undefined;
  readonly mostBytes?: number | undefined;
}

/** Sends the SDK's requests like all others: through the proxy, with the configured authorities, within the limits. */
export class FetchHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly #options: FetchHandlerOptions;

  constructor(options: FetchHandlerOptions) {
    this.#options = options;
  }

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const { host: _, "content-length": __, ...headers } = request.headers;
    const { mostBytes, onDate, network, timeoutMs } = this.#options;
    const answer = await send({
      url: urlOf(request),
      method: request.method,
      headers,
      ...(request.body === undefined || request.method === "GET" ? {} : { body: request.body }),
      signal: AbortSignal.timeout(timeoutMs),
      network,
      mostBytes,
    });
    onDate(answer.headers.get("date"));
    const { status: statusCode, body } = answer;
    return { response: new HttpResponse({ statusCode, headers: Object.fromEntries(answer.headers), body }) };
  }

  updateHttpClientConfig(): void {}

  httpHandlerConfigs(): Record<string, never> {
    return {};
  }

  destroy(): void {}
}

function urlOf({ protocol, hostname, port, path, query }: HttpRequest): string {
  const url = new URL(`${protocol}//${hostname}${port ? `:${port}` : ""}${path}`);
  for (const [name, value] of Object.entries(query ?? {})) {
    for (const one of [value].flat()) url.searchParams.append(name, one ?? "");
  }
  return url.href;
}
