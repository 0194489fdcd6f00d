import { z } from "zod";
import type { MadeUpAws } from "../made-up-aws.ts";
import { addIdentityProvider, addRole } from "./added-trust.ts";
import { CONTROL_PATH } from "./control-path.ts";
import { type Behaviour, visitAsPerson } from "./person.ts";

type Route = (request: Request, aws: MadeUpAws) => Promise<Response> | Response;

const ROUTES: ReadonlyMap<string, Route> = new Map(
  Object.entries({
    "GET /calls": (_, { calls }) => Response.json(calls),
    "DELETE /calls": (_, { calls }) => Response.json(calls.splice(0)),
    "GET /faults": (_, { faults }) => Response.json(faults.plan),
    "POST /faults": async (request, { faults }) => {
      faults.replace(await request.json());
      return Response.json(faults.plan);
    },
    "GET /code": sayCode,
    "GET /settings": (_, { settings }) => Response.json(settings.values),
    "POST /settings": async (request, { settings }) => {
      settings.change(await request.json());
      return Response.json(settings.values);
    },
    "POST /assignments": changeAssignment,
    "DELETE /registrations": (_, { identityCenter }) => {
      identityCenter.registrations.clear();
      return done();
    },
    "DELETE /sign-ins": (_, { identityCenter, lendProvider, yoyodyne }) => {
      identityCenter.sessions.clear();
      lendProvider.forget();
      yoyodyne.forget();
      return done();
    },
    "POST /keys": async (request, { yoyodyne }) => {
      yoyodyne.rotateKey(Rotation.parse(await request.json()).old);
      return done();
    },
    "POST /identity-providers": async (request, aws) => {
      addIdentityProvider(await request.json(), aws);
      return done();
    },
    "POST /roles": async (request, aws) => {
      addRole(await request.json(), aws);
      return done();
    },
    "POST /members": async (request, { organization }) => {
      organization.change(await request.json());
      return done();
    },
    "POST /visit": visit,
    "POST /approve": approve,
  } satisfies Record<string, Route>),
);

const HowToBehave = z.strictObject({
  person: z.string().default("ana"),
  answer: z.enum(["allow", "deny"]).default("allow"),
  until: z.enum(["redirect", "end"]).default("end"),
} satisfies Record<keyof Behaviour, z.ZodType>);
const Visit = HowToBehave.extend({ url: z.url() });
const Approval = HowToBehave.extend({ userCode: z.string().optional() });
const Rotation = z.strictObject({ old: z.enum(["kept", "dropped"]).default("kept") });
const Change = z.strictObject({
  change: z.enum(["assign", "remove"]),
  person: z.string().default("ana"),
  accountId: z.string(),
  roleName: z.string(),
});

/**
 * Answers requests about the sandbox itself: its log, faults, MFA codes and sign-in settings. It also presses the
 * buttons on its pages for programs without a browser.
 */
export async function control(request: Request, aws: MadeUpAws): Promise<Response> {
  const path = new URL(request.url).pathname.slice(CONTROL_PATH.length);
  const route = ROUTES.get(`${request.method} ${path}`);
  if (!route) return new Response(`${[...ROUTES.keys()].join("\n")}\n`, { status: 404 });
  try {
    return await route(request, aws);
  } catch (error) {
    if (error instanceof z.ZodError) return new Response(z.prettifyError(error), { status: 400 });
    return new Response(error instanceof SyntaxError ? "not JSON" : String(error), { status: 400 });
  }
}

async function changeAssignment(request: Request, { identityCenter }: MadeUpAws): Promise<Response> {
  const { change, ...assignment } = Change.parse(await request.json());
  identityCenter.directory.change(change, assignment);
  return done();
}

/** Opens a page like a person with a browser. */
async function visit(request: Request): Promise<Response> {
  const { url, ...behaviour } = Visit.parse(await request.json());
  return Response.json(await visitAsPerson(new URL(request.url).origin, url, behaviour));
}

/** Answers on the page of the device grant: of the given code, else of the latest one. */
async function approve(request: Request, { devicePages }: MadeUpAws): Promise<Response> {
  const { userCode = "", ...behaviour } = Approval.parse(await request.json());
  const page = devicePages.findLast((url) => url.includes(userCode));
  if (!page) return new Response("no device waits for this code", { status: 404 });
  return Response.json(await visitAsPerson(new URL(request.url).origin, page, behaviour));
}

function done(): Response {
  return new Response(null, { status: 204 });
}

/** The current code of a device; with `fresh=1` an unused one, waiting for it if necessary. */
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
