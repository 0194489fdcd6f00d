import { z } from "zod/mini";
import type { Envelope, Reply, Sent } from "../../agent-api/messages.ts";
import { type CredentialRequest, MFA_INPUT_NAMES, REQUEST_VARIABLES } from "../../base/credential-request.ts";
import { ActasError } from "../../base/errors.ts";
import type { Same } from "../../base/same-type.ts";

const text = z.string();
const optional = z.exactOptional(text);

const credentialRequest = {
  target: optional,
  sourceProfile: optional,
  durationSeconds: z.exactOptional(z.union([z.number(), z.literal("max")])),
  roleSessionName: optional,
  externalId: optional,
  serialNumber: optional,
  tokenCode: optional,
  mfaInputs: z.exactOptional(z.readonly(z.array(z.enum(MFA_INPUT_NAMES)))),
  mfaTimeoutSeconds: z.exactOptional(z.number()),
  dialogs: z.exactOptional(z.literal("never")),
  hideArns: z.exactOptional(z.literal(true)),
  verbose: z.exactOptional(z.literal(true)),
  region: optional,
  source: optional,
  sessionOnly: z.exactOptional(z.literal(true)),
  secondHop: z.exactOptional(
    z.strictObject({
      roleArn: text,
      roleSessionName: optional,
      durationSeconds: z.exactOptional(z.number()),
      externalId: optional,
    }),
  ),
  expectedAccountId: optional,
  grantType: z.exactOptional(z.enum(["code", "device"])),
  freshness: z.enum(["cached", "refresh", "uncached"]),
  interaction: z.enum(["allowed", "code-only", "never"]),
};

/** A record looks at the variables that are there; a strict object looks for each that might be, which takes eight times as long. */
const environment = z.partialRecord(z.enum(REQUEST_VARIABLES), text);

const inEnvironment = { environment, interaction: credentialRequest.interaction };

/** What is not understood must not be left out: it may be what narrows the request. */
const CredentialRequestShape = z.strictObject({ ...credentialRequest, environment });

const variables = Object.fromEntries(REQUEST_VARIABLES.map((name) => [name, optional])) as {
  [name in (typeof REQUEST_VARIABLES)[number]]: typeof optional;
};

/** In a grant's file another version may have written more. */
const StoredRequestShape = z.object({ ...credentialRequest, environment: z.object(variables) });

const envelope = { protocol: z.number(), version: text };

const EnvelopeShape = z.object({ ...envelope, request: text });

const RequestShape = z.discriminatedUnion("request", [
  z.object({
    ...envelope,
    request: z.literal("credentials"),
    for: CredentialRequestShape,
    delivery: z.enum(["process", "serve", "export", "own"]),
  }),
  z.object({
    ...envelope,
    request: z.literal("environment"),
    for: CredentialRequestShape,
    delivery: z.exactOptional(z.enum(["file", "serve", "console"])),
  }),
  z.object({ ...envelope, request: z.literal("grant"), for: CredentialRequestShape, program: text }),
  z.strictObject({ ...envelope, request: z.literal("file-grant"), for: CredentialRequestShape, program: text }),
  z.strictObject({ ...envelope, request: z.literal("shell-grant"), for: CredentialRequestShape, shell: z.int() }),
  z.strictObject({ ...envelope, request: z.literal("end-shell-grants"), shell: z.int() }),
  z.strictObject({
    ...envelope,
    request: z.literal("container-grant"),
    for: CredentialRequestShape,
    program: text,
    port: z.int(),
    relay: z.readonly(z.array(text)),
  }),
  z.strictObject({ ...envelope, request: z.literal("take-over-grant"), grant: text }),
  z.strictObject({ ...envelope, request: z.literal("relayed-credentials"), grant: text }),
  z.object({ ...envelope, request: z.literal("whoami"), for: CredentialRequestShape }),
  z.object({ ...envelope, request: z.literal("mfa-devices"), for: CredentialRequestShape }),
  z.object({
    ...envelope,
    request: z.literal("user-roles"),
    for: CredentialRequestShape,
    account: z.exactOptional(z.literal("listed")),
    alias: z.exactOptional(z.literal("wanted")),
  }),
  z.object({
    ...envelope,
    ...inEnvironment,
    request: z.literal("login"),
    source: text,
    grantType: credentialRequest.grantType,
    held: z.exactOptional(z.literal("kept")),
  }),
  z.object({ ...envelope, ...inEnvironment, request: z.literal("logout"), source: text }),
  z.object({ ...envelope, ...inEnvironment, request: z.literal("renew"), source: text }),
  z.object({ ...envelope, ...inEnvironment, request: z.literal("sources") }),
  z.object({
    ...envelope,
    ...inEnvironment,
    request: z.literal("roles"),
    source: optional,
    grantType: credentialRequest.grantType,
    accountId: optional,
    freshness: z.enum(["held", "cached", "refresh"]),
  }),
  z.object({
    ...envelope,
    request: z.literal("names"),
    of: z.enum(["targets", "sources", "profiles"]),
    typed: text,
    source: optional,
    environment,
  }),
  z.object({
    ...envelope,
    request: z.literal("status"),
    for: z.exactOptional(CredentialRequestShape),
    credentialsAtMost: z.exactOptional(z.number()),
  }),
  z.object({ ...envelope, request: z.literal("programs") }),
  z.object({ ...envelope, request: z.literal("clear"), kind: z.enum(["sign-in", "credentials", "all"]) }),
  z.object({ ...envelope, request: z.literal("restart") }),
  z.object({ ...envelope, request: z.literal("stop") }),
]);

const ReplyShape = z.discriminatedUnion("type", [
  z.object({ type: z.literal("code"), id: z.number(), code: text }),
  z.object({ type: z.literal("password"), id: z.number(), password: text }),
  z.object({ type: z.literal("callback"), id: z.number(), url: text }),
  z.object({ type: z.literal("cannot-ask"), id: z.number(), reason: text }),
  z.object({ type: z.literal("cancel"), id: z.number() }),
  z.object({
    type: z.literal("surroundings"),
    id: z.number(),
    directory: text,
    environment: z.record(text, text),
  }),
]);

// What is not in a shape would be left out without a word.
true satisfies Same<z.infer<typeof CredentialRequestShape>, CredentialRequest>;
true satisfies Same<z.infer<typeof StoredRequestShape>, CredentialRequest>;
true satisfies Same<z.infer<typeof RequestShape>, Sent>;
true satisfies Same<z.infer<typeof ReplyShape>, Reply>;

/** What every version understands of a request, and how the rest of it is read. */
export interface RequestOfAnyVersion extends Envelope {
  readonly request: string;
  /** @throws {ActasError} `usage` when it is not a request of this version */
  readonly whole: () => Sent;
}

/** @throws {ActasError} `usage` when the line is no message of any version; the line itself is never repeated */
export function parseRequest(line: string): RequestOfAnyVersion {
  const message = json(line);
  return { ...parse(EnvelopeShape, message), whole: () => parse(RequestShape, message) };
}

export function parseReply(line: string): Reply {
  return parse(ReplyShape, json(line));
}

/** What a grant was made for, read back from its file; undefined when the file is not what was written. */
export function parseCredentialRequest(value: unknown): CredentialRequest | undefined {
  const parsed = StoredRequestShape.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}

function parse<T>(shape: z.ZodMiniType<T>, message: unknown): T {
  const parsed = shape.safeParse(message);
  if (parsed.success) return parsed.data;
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
