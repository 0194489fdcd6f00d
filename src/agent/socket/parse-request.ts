import type { Envelope, Reply, Sent } from "../../agent-api/messages.ts";
import { type CredentialRequest, MFA_INPUT_NAMES, REQUEST_VARIABLES } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Same } from "../../base/same-type.ts";
import {
  exactObject,
  fitting,
  integer,
  listOf,
  misfit,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  texts,
} from "../shape.ts";

const credentialRequest = {
  target: optional(text),
  sourceProfile: optional(text),
  durationSeconds: optional((value: unknown) => (value === "max" ? value : number(value))),
  roleSessionName: optional(text),
  externalId: optional(text),
  serialNumber: optional(text),
  tokenCode: optional(text),
  mfaInputs: optional(listOf(oneOf(...MFA_INPUT_NAMES))),
  mfaTimeoutSeconds: optional(number),
  dialogs: optional(oneOf("never")),
  hideArns: optional(oneOf(true)),
  verbose: optional(oneOf(true)),
  region: optional(text),
  source: optional(text),
  sessionOnly: optional(oneOf(true)),
  secondHop: optional(
    exactObject({
      roleArn: text,
      roleSessionName: optional(text),
      durationSeconds: optional(number),
      externalId: optional(text),
    }),
  ),
  expectedAccountId: optional(text),
  grantType: optional(oneOf("code", "device")),
  freshness: oneOf("cached", "refresh", "uncached"),
  interaction: oneOf("allowed", "code-only", "never"),
};

const environment = texts(REQUEST_VARIABLES);

const inEnvironment = { environment, interaction: credentialRequest.interaction };

/** What is not understood must not be left out: it may be what narrows the request. */
const wanted = exactObject({ ...credentialRequest, environment });

/** In a grant's file another version may have written more. */
const storedRequest = object({
  ...credentialRequest,
  environment: object(
    Object.fromEntries(REQUEST_VARIABLES.map((name) => [name, optional(text)])) as {
      [name in (typeof REQUEST_VARIABLES)[number]]: ReturnType<typeof optional<string>>;
    },
  ),
});

const envelope = { protocol: number, version: text };

const anyRequest = object({ ...envelope, request: text });

const REQUESTS = {
  credentials: object({
    ...envelope,
    request: oneOf("credentials"),
    for: wanted,
    delivery: oneOf("process", "serve", "export", "own"),
  }),
  environment: object({
    ...envelope,
    request: oneOf("environment"),
    for: wanted,
    delivery: optional(oneOf("file", "serve", "console")),
  }),
  grant: object({ ...envelope, request: oneOf("grant"), for: wanted, program: text }),
  "file-grant": exactObject({ ...envelope, request: oneOf("file-grant"), for: wanted, program: text }),
  "shell-grant": exactObject({ ...envelope, request: oneOf("shell-grant"), for: wanted, shell: integer }),
  "end-shell-grants": exactObject({ ...envelope, request: oneOf("end-shell-grants"), shell: integer }),
  "container-grant": exactObject({
    ...envelope,
    request: oneOf("container-grant"),
    for: wanted,
    program: text,
    port: integer,
    relay: listOf(text),
  }),
  "take-over-grant": exactObject({ ...envelope, request: oneOf("take-over-grant"), grant: text }),
  "relayed-credentials": exactObject({ ...envelope, request: oneOf("relayed-credentials"), grant: text }),
  whoami: object({ ...envelope, request: oneOf("whoami"), for: wanted }),
  "mfa-devices": object({ ...envelope, request: oneOf("mfa-devices"), for: wanted }),
  "user-roles": object({
    ...envelope,
    request: oneOf("user-roles"),
    for: wanted,
    account: optional(oneOf("listed")),
    alias: optional(oneOf("wanted")),
  }),
  login: object({
    ...envelope,
    ...inEnvironment,
    request: oneOf("login"),
    source: text,
    grantType: credentialRequest.grantType,
    held: optional(oneOf("kept")),
  }),
  logout: object({ ...envelope, ...inEnvironment, request: oneOf("logout"), source: text }),
  renew: object({ ...envelope, ...inEnvironment, request: oneOf("renew"), source: text }),
  sources: object({ ...envelope, ...inEnvironment, request: oneOf("sources") }),
  roles: object({
    ...envelope,
    ...inEnvironment,
    request: oneOf("roles"),
    source: optional(text),
    grantType: credentialRequest.grantType,
    accountId: optional(text),
    freshness: oneOf("held", "cached", "refresh"),
  }),
  names: object({
    ...envelope,
    request: oneOf("names"),
    of: oneOf("targets", "sources", "profiles"),
    typed: text,
    source: optional(text),
    environment,
  }),
  status: object({
    ...envelope,
    request: oneOf("status"),
    for: optional(wanted),
    credentialsAtMost: optional(number),
  }),
  programs: object({ ...envelope, request: oneOf("programs") }),
  clear: object({ ...envelope, request: oneOf("clear"), kind: oneOf("sign-in", "credentials", "all") }),
  restart: object({ ...envelope, request: oneOf("restart") }),
  stop: object({ ...envelope, request: oneOf("stop") }),
};

const REPLIES = {
  code: object({ type: oneOf("code"), id: number, code: text }),
  password: object({ type: oneOf("password"), id: number, password: text }),
  callback: object({ type: oneOf("callback"), id: number, url: text }),
  "cannot-ask": object({ type: oneOf("cannot-ask"), id: number, reason: text }),
  cancel: object({ type: oneOf("cancel"), id: number }),
  surroundings: object({ type: oneOf("surroundings"), id: number, directory: text, environment: texts() }),
};

type OneOf<Shapes extends Readonly<Record<string, Shape<unknown>>>> = ReturnType<Shapes[keyof Shapes]>;

// What is not in a shape would be left out without a word.
true satisfies Same<ReturnType<typeof wanted>, CredentialRequest>;
true satisfies Same<ReturnType<typeof storedRequest>, CredentialRequest>;
true satisfies Same<OneOf<typeof REQUESTS>, Sent>;
true satisfies Same<OneOf<typeof REPLIES>, Reply>;

/** What every version understands of a request, and how the rest of it is read. */
export interface RequestOfAnyVersion extends Envelope {
  readonly request: string;
  /** @throws {ActasError} `usage` when it is not a request of this version */
  readonly whole: () => Sent;
}

/** @throws {ActasError} `usage` when the line is no message of any version; the line itself is never repeated */
export function parseRequest(line: string): RequestOfAnyVersion {
  const message = json(line);
  const known = understood(anyRequest, message);
  return { ...known, whole: () => understood(shapeIn(REQUESTS, known.request), message) };
}

export function parseReply(line: string): Reply {
  const message = json(line);
  return understood(shapeIn(REPLIES, understood(anyReply, message).type), message);
}

const anyReply = object({ type: text });

/** What a grant was made for, read back from its file; undefined when the file is not what was written. */
export function parseCredentialRequest(value: unknown): CredentialRequest | undefined {
  return fitting(storedRequest, value);
}

function shapeIn<Shapes extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: Shapes,
  name: string,
): Shape<OneOf<Shapes>> {
  return Object.hasOwn(shapes, name) ? (shapes[name] as Shape<OneOf<Shapes>>) : misfit;
}

function understood<T>(shape: Shape<T>, message: unknown): T {
  const parsed = fitting(shape, message);
  if (parsed !== undefined) return parsed;
  throw new ActasError("usage", "cannot understand the request: it is not a message of this protocol", {
    hints: ["`actas agent restart` brings agent and command to the same version"],
  });
}

function json(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
