import * as v from "valibot";
import type { Envelope, Reply, Sent } from "../../agent-api/messages.ts";
import { type CredentialRequest, MFA_INPUT_NAMES, REQUEST_VARIABLES } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Same } from "../../base/same-type.ts";

const text = v.string();
const whole = v.pipe(v.number(), v.safeInteger());
/** JSON has 1e999, too. */
const amount = v.pipe(v.number(), v.finite());

const credentialRequest = {
  target: v.exactOptional(text),
  sourceProfile: v.exactOptional(text),
  durationSeconds: v.exactOptional(v.union([v.literal("max"), amount])),
  roleSessionName: v.exactOptional(text),
  externalId: v.exactOptional(text),
  serialNumber: v.exactOptional(text),
  tokenCode: v.exactOptional(text),
  mfaInputs: v.exactOptional(v.array(v.picklist(MFA_INPUT_NAMES))),
  mfaTimeoutSeconds: v.exactOptional(amount),
  dialogs: v.exactOptional(v.literal("never")),
  hideArns: v.exactOptional(v.literal(true)),
  verbose: v.exactOptional(v.literal(true)),
  region: v.exactOptional(text),
  source: v.exactOptional(text),
  sessionOnly: v.exactOptional(v.literal(true)),
  secondHop: v.exactOptional(
    v.strictObject({
      roleArn: text,
      roleSessionName: v.exactOptional(text),
      durationSeconds: v.exactOptional(amount),
      externalId: v.exactOptional(text),
    }),
  ),
  expectedAccountId: v.exactOptional(text),
  grantType: v.exactOptional(v.picklist(["code", "device"])),
  freshness: v.picklist(["cached", "refresh", "uncached"]),
  interaction: v.picklist(["allowed", "code-only", "never"]),
};

const environment = v.record(v.picklist(REQUEST_VARIABLES), text);

const inEnvironment = { environment, interaction: credentialRequest.interaction };

/** What is not understood must not be left out: it may be what narrows the request. */
const wanted = v.strictObject({ ...credentialRequest, environment });

/** In a grant's file another version may have written more. */
const storedRequest = v.object({
  ...credentialRequest,
  environment: v.object(
    Object.fromEntries(REQUEST_VARIABLES.map((name) => [name, v.exactOptional(text)])) as {
      [name in (typeof REQUEST_VARIABLES)[number]]: v.ExactOptionalSchema<typeof text, undefined>;
    },
  ),
});

const envelope = { protocol: amount, version: text };

const anyRequest = v.object({ ...envelope, request: text });

const REQUESTS = {
  credentials: v.object({
    ...envelope,
    request: v.literal("credentials"),
    for: wanted,
    delivery: v.picklist(["process", "serve", "export", "own"]),
  }),
  environment: v.object({
    ...envelope,
    request: v.literal("environment"),
    for: wanted,
    delivery: v.exactOptional(v.picklist(["file", "serve", "console"])),
  }),
  grant: v.object({ ...envelope, request: v.literal("grant"), for: wanted, program: text }),
  "file-grant": v.strictObject({ ...envelope, request: v.literal("file-grant"), for: wanted, program: text }),
  "shell-grant": v.strictObject({ ...envelope, request: v.literal("shell-grant"), for: wanted, shell: whole }),
  "end-shell-grants": v.strictObject({ ...envelope, request: v.literal("end-shell-grants"), shell: whole }),
  "container-grant": v.strictObject({
    ...envelope,
    request: v.literal("container-grant"),
    for: wanted,
    program: text,
    port: whole,
    relay: v.array(text),
  }),
  "take-over-grant": v.strictObject({ ...envelope, request: v.literal("take-over-grant"), grant: text }),
  "relayed-credentials": v.strictObject({ ...envelope, request: v.literal("relayed-credentials"), grant: text }),
  whoami: v.object({ ...envelope, request: v.literal("whoami"), for: wanted }),
  "mfa-devices": v.object({ ...envelope, request: v.literal("mfa-devices"), for: wanted }),
  "user-roles": v.object({
    ...envelope,
    request: v.literal("user-roles"),
    for: wanted,
    account: v.exactOptional(v.literal("listed")),
    alias: v.exactOptional(v.literal("wanted")),
  }),
  login: v.object({
    ...envelope,
    ...inEnvironment,
    request: v.literal("login"),
    source: text,
    grantType: credentialRequest.grantType,
    held: v.exactOptional(v.literal("kept")),
  }),
  logout: v.object({ ...envelope, ...inEnvironment, request: v.literal("logout"), source: text }),
  renew: v.object({ ...envelope, ...inEnvironment, request: v.literal("renew"), source: text }),
  sources: v.object({ ...envelope, ...inEnvironment, request: v.literal("sources") }),
  roles: v.object({
    ...envelope,
    ...inEnvironment,
    request: v.literal("roles"),
    source: v.exactOptional(text),
    grantType: credentialRequest.grantType,
    accountId: v.exactOptional(text),
    freshness: v.picklist(["held", "cached", "refresh"]),
  }),
  names: v.object({
    ...envelope,
    request: v.literal("names"),
    of: v.picklist(["targets", "sources", "profiles"]),
    typed: text,
    source: v.exactOptional(text),
    environment,
  }),
  status: v.object({
    ...envelope,
    request: v.literal("status"),
    for: v.exactOptional(wanted),
    credentialsAtMost: v.exactOptional(amount),
  }),
  programs: v.object({ ...envelope, request: v.literal("programs") }),
  clear: v.object({ ...envelope, request: v.literal("clear"), kind: v.picklist(["sign-in", "credentials", "all"]) }),
  restart: v.object({ ...envelope, request: v.literal("restart") }),
  stop: v.object({ ...envelope, request: v.literal("stop") }),
};

const REPLIES = {
  code: v.object({ type: v.literal("code"), id: amount, code: text }),
  password: v.object({ type: v.literal("password"), id: amount, password: text }),
  callback: v.object({ type: v.literal("callback"), id: amount, url: text }),
  "cannot-ask": v.object({ type: v.literal("cannot-ask"), id: amount, reason: text }),
  cancel: v.object({ type: v.literal("cancel"), id: amount }),
  surroundings: v.object({
    type: v.literal("surroundings"),
    id: amount,
    directory: text,
    environment: v.record(text, text),
  }),
};

type Shape<T> = v.BaseSchema<unknown, T, v.BaseIssue<unknown>>;
type OneOf<Shapes extends Readonly<Record<string, Shape<unknown>>>> = v.InferOutput<Shapes[keyof Shapes]>;

// What is not in a shape would be left out without a word.
true satisfies Same<v.InferOutput<typeof wanted>, CredentialRequest>;
true satisfies Same<v.InferOutput<typeof storedRequest>, CredentialRequest>;
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

const anyReply = v.object({ type: text });

/** What a grant was made for, read back from its file; undefined when the file is not what was written. */
export function parseCredentialRequest(value: unknown): CredentialRequest | undefined {
  const { output, success } = v.safeParse(storedRequest, value);
  return success ? output : undefined;
}

function shapeIn<Shapes extends Readonly<Record<string, Shape<unknown>>>>(
  shapes: Shapes,
  name: string,
): Shape<OneOf<Shapes>> {
  return (Object.hasOwn(shapes, name) ? shapes[name] : v.never()) as Shape<OneOf<Shapes>>;
}

function understood<T>(shape: Shape<T>, message: unknown): T {
  const { output, success } = v.safeParse(shape, message);
  if (success) return output;
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
