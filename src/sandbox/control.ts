import { z } from "zod";
import type { MadeUpAws } from "./made-up-aws.ts";

/** Paths below this one are not AWS's: they steer the sandbox. */
export const CONTROL_PATH = "/_sandbox";

type Route = (request: Request, aws: MadeUpAws) => Promise<Response> | Response;

const ROUTES: ReadonlyMap<string, Route> = new Map(
  Object.entries({
    "GET /calls": (_, { calls }) => Response.json(calls),
    "DELETE /calls": (_, { calls }) => Response.json(calls.splice(0)),
    "GET /faults": (_, { faults }) => Response.json(faults.plan),
    "POST /faults": replaceFaults,
    "GET /code": sayCode,
  } satisfies Record<string, Route>),
);

/** Answers what is asked of the sandbox itself: its log, its faults, the codes of its MFA devices. */
export async function control(request: Request, aws: MadeUpAws): Promise<Response> {
  const path = new URL(request.url).pathname.slice(CONTROL_PATH.length);
  const route = ROUTES.get(`${request.method} ${path}`);
  return route ? route(request, aws) : new Response(`${[...ROUTES.keys()].join("\n")}\n`, { status: 404 });
}

async function replaceFaults(request: Request, { faults }: MadeUpAws): Promise<Response> {
  try {
    faults.replace(await request.json());
    return Response.json(faults.plan);
  } catch (error) {
    return new Response(error instanceof z.ZodError ? z.prettifyError(error) : "not JSON", { status: 400 });
  }
}

/** The current code of a device; with `fresh=1` one that was not used yet, waiting for it if need be. */
async function sayCode(request: Request, { devices }: MadeUpAws): Promise<Response> {
  const query = new URL(request.url).searchParams;
  const serialNumber = query.get("serial") ?? "";
  const current = devices.code(serialNumber);
  if (current === undefined) return new Response("there is no such MFA device", { status: 404 });
  return new Response(query.get("fresh") === "1" ? await freshCode(serialNumber, devices) : current);
}

async function freshCode(serialNumber: string, devices: MadeUpAws["devices"]): Promise<string> {
  const fresh = devices.freshCode(serialNumber);
  if (typeof fresh === "string") return fresh;
  await Bun.sleep(fresh?.waitMs ?? 0);
  return freshCode(serialNumber, devices);
}
