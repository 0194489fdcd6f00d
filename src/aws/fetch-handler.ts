import { HttpResponse } from "@smithy/core/protocols";
import { certificateAuthority } from "../base/certificate-authority.ts";

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
}

/**
 * Sends the SDK's requests with Bun's fetch, which honours HTTPS_PROXY and NO_PROXY and, through AWS_CA_BUNDLE,
 * a company's own certificate authority; the SDK's own handler does neither here.
 */
export class FetchHandler {
  readonly metadata = { handlerProtocol: "http/1.1" };
  readonly #options: FetchHandlerOptions;

  constructor(options: FetchHandlerOptions) {
    this.#options = options;
  }

  async handle(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const { host: _, "content-length": __, ...headers } = request.headers;
    const answer = await fetch(urlOf(request), {
      method: request.method,
      headers,
      ...(request.body === undefined || request.method === "GET" ? {} : { body: request.body }),
      redirect: "manual",
      signal: AbortSignal.timeout(this.#options.timeoutMs),
      ...certificateAuthority(),
    });
    const body = new Uint8Array(await answer.arrayBuffer());
    this.#options.onDate(answer.headers.get("date"));
    return {
      response: new HttpResponse({ statusCode: answer.status, headers: Object.fromEntries(answer.headers), body }),
    };
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
