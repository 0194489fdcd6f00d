import { rmSync } from "node:fs";
import { z } from "zod/mini";
import { awsTimestamp } from "../../base/aws-timestamp.ts";
import { Secret } from "../../base/secret.ts";
import { systemError } from "../../base/system-error.ts";
import { parseTimestamp } from "../../base/timestamp.ts";
import { signInKey } from "../../cache/cache-key.ts";
import { isMissing } from "../../files/parsed-files.ts";
import { readRegularFile } from "../../files/read-regular-file.ts";
import { writeLastingFile } from "../../files/write-private-file.ts";
import type { IdentityCenterDefinition } from "../../source-files/kinds/identity-center.ts";
import { sameUrl } from "../../source-files/same-url.ts";
import type { ClientRegistration } from "../client-registration.ts";
import type { SignIn } from "../sign-ins.ts";

/** What is not a text with something in it counts as absent: tools write `null` or `""` for what they do not have. */
const text = z.catch(z.optional(z.string().check(z.minLength(1))), undefined);

/**
 * What the AWS CLI and the SDKs keep. As for them, only the access token and its end are needed.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html
 */
const TokenFile = z.object({
  startUrl: text,
  region: text,
  accessToken: text,
  expiresAt: text,
  refreshToken: text,
  clientId: text,
  clientSecret: text,
  registrationExpiresAt: text,
});

/** A sign-in that another program left, or why what it left cannot be used, to end a sentence. */
export type FoundToken = { readonly signIn: SignIn<"identity-center"> } | { readonly problem: string };

/**
 * The file in which the AWS CLI keeps the token of a session: `~/.aws/sso/cache/` and the SHA-1 of its name, or of the
 * start URL, letter by letter, where a profile names no session. The source's id stands for both.
 */
export function awsCliTokenFile(source: IdentityCenterDefinition & { readonly home: string }): string {
  const { home, id, url } = source;
  const session = id === url ? asWritten(source) : id;
  return `${home}/.aws/sso/cache/${new Bun.CryptoHasher("sha1").update(session).digest("hex")}.json`;
}

/** The start URL as the AWS CLI knows it. */
function asWritten({ url, writtenUrl = url }: IdentityCenterDefinition): string {
  return writtenUrl;
}

/** What the AWS CLI or an SDK left there; undefined when there is no file. */
export function readAwsCliToken(source: IdentityCenterDefinition, file: string): FoundToken | undefined {
  let content: string;
  try {
    content = readRegularFile(file);
  } catch (error) {
    return isMissing(error) ? undefined : { problem: "it cannot be read" };
  }
  const { data } = TokenFile.safeParse(jsonFrom(content));
  if (!data) return { problem: "it is not a JSON object" };
  const { accessToken, region, startUrl } = data;
  const expiration = awsTime(data.expiresAt);
  if (!accessToken) return { problem: "it has no `accessToken`" };
  if (!expiration) return { problem: "its `expiresAt` is not a time" };
  if (startUrl && !sameUrl(source.kind, source.url, startUrl))
    return { problem: `it is for the start URL ${startUrl}` };
  if (region && region !== source.region) return { problem: `it is for the region ${region}` };
  const { refreshToken } = data;
  const client = clientFrom(data);
  return {
    signIn: {
      ...{ key: signInKey(source), kind: source.kind, source: source.id, url: source.url, expiration },
      renewable: refreshToken !== undefined,
      held: {
        grantType: source.defaultGrantType,
        accessToken: new Secret(accessToken),
        ...(refreshToken && { refreshToken: new Secret(refreshToken) }),
        ...(client && { client }),
      },
    },
  };
}

function clientFrom(data: z.output<typeof TokenFile>): ClientRegistration | undefined {
  const { clientId, clientSecret } = data;
  const expiration = awsTime(data.registrationExpiresAt);
  return clientId && clientSecret && expiration
    ? { clientId, clientSecret: new Secret(clientSecret), expiration }
    : undefined;
}

/** RFC 3339; versions before 2.1 of the AWS CLI ended it with `UTC` in place of `Z`. */
function awsTime(text: string | undefined): Date | undefined {
  return parseTimestamp((text ?? "").replace(/UTC$/i, "Z"));
}

/**
 * Writes a sign-in there, atomically, and readable by this user alone.
 *
 * @throws {ActasError} `system` when the disk is full or read-only
 */
export function writeAwsCliToken(
  source: IdentityCenterDefinition,
  { expiration, held: { accessToken, client, refreshToken } }: SignIn<"identity-center">,
  file: string,
): void {
  const content: z.input<typeof TokenFile> = {
    startUrl: asWritten(source),
    region: source.region,
    accessToken: accessToken.reveal(),
    expiresAt: awsTimestamp(expiration ?? new Date(0)),
    ...(refreshToken && { refreshToken: refreshToken.reveal() }),
    ...(client && {
      clientId: client.clientId,
      clientSecret: client.clientSecret.reveal(),
      registrationExpiresAt: awsTimestamp(client.expiration),
    }),
  };
  try {
    writeLastingFile(file, JSON.stringify(content));
  } catch (error) {
    throw systemError(error, `share the sign-in to "${source.id}" with the AWS CLI in ${file}`);
  }
}

/** Takes the sign-in away from the AWS CLI too. @throws {ActasError} `system` when it cannot be removed */
export function removeAwsCliToken(source: IdentityCenterDefinition, file: string): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw systemError(error, `remove the sign-in to "${source.id}" from ${file}`);
  }
}

function jsonFrom(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return undefined;
  }
}
