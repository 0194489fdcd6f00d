import { listenOnLoopback } from "../http/listen.ts";

import type { Accounts } from "./accounts.ts";
import { answer } from "./answer.ts";
import { CONTROL_PATH, control } from "./control.ts";
import { createMadeUpAws } from "./made-up-aws.ts";

const MAX_BODY_BYTES = 1 << 20;

/** A made-up AWS that listens on loopback. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, the endpoint of every service. */
  readonly url: string;
  readonly accounts: Accounts;
  stop(): Promise<void>;
}

/** Starts a made-up AWS; port 0, the default, takes a free one. `now` is its clock, in milliseconds since the epoch. */
export function startSandbox({ port = 0, now = Date.now }: { port?: number; now?: () => number } = {}): Sandbox {
  const aws = createMadeUpAws(now);
  const handle = async (request: Request): Promise<Response> => {
    const isControl = new URL(request.url).pathname.startsWith(`${CONTROL_PATH}/`);
    const response = await (isControl ? control(request, aws) : answer(request, aws));
    response.headers.set("date", new Date(aws.now()).toUTCString());
    return response;
  };
  const options = { routes: "any", maxBodyBytes: MAX_BODY_BYTES, idleSeconds: 0 } as const;
  const server = listenOnLoopback({ ...options, port, handle });
  return { url: `http://127.0.0.1:${server.port}`, accounts: aws.accounts, stop: () => server.stop() };
}
