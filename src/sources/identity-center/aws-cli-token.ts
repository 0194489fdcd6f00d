import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname } from "node:path";
import { z } from "zod/mini";
import { awsTimestamp } from "../../base/aws-timestamp.ts";
import { Secret } from "../../base/secret.ts";
import { systemError } from "../../base/system-error.ts";
import { signInKey } from "../../cache/cache-key.ts";
import type { IdentityCenterDefinition } from "../../source-files/source-definition.ts";
import type { SignIn } from "../sign-ins.ts";

const time = z.string().check(z.refine((text) => !Number.isNaN(Date.parse(text))));

/** What the AWS CLI and the SDKs keep. @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-sso-credentials.html */
const TokenFile = z.object({
  startUrl: z.string(),
  region: z.string(),
  accessToken: z.string(),
  expiresAt: time,
  refreshToken: z.optional(z.string()),
  clientId: z.optional(z.string()),
  clientSecret: z.optional(z.string()),
  registrationExpiresAt: z.optional(time),
});

/**
 * The file in which the AWS CLI keeps the token of a session: `~/.aws/sso/cache/` and the SHA-1 of its name, or of the
 * start URL, letter by letter, where a profile names no session. The source's id stands for both.
 */
export function awsCliTokenFile(source: IdentityCenterDefinition, home = process.env.HOME ?? homedir()): string {
  const { id, url } = source;
  const session = id === url ? asWritten(source) : id;
  return `${home}/.aws/sso/cache/${new Bun.CryptoHasher("sha1").update(session).digest("hex")}.json`;
}

/** The start URL as the AWS CLI knows it. */
function asWritten({ url, writtenUrl = url }: IdentityCenterDefinition): string {
  return writtenUrl;
}

/** The sign-in that the AWS CLI or an SDK left there; undefined when there is none, or it is for something else. */
export function readAwsCliToken(source: IdentityCenterDefinition, file = awsCliTokenFile(source)): SignIn | undefined {
  const { data } = TokenFile.safeParse(jsonIn(file));
  if (data?.startUrl !== source.url || data.region !== source.region) return undefined;
  const { accessToken, clientId, clientSecret, expiresAt, refreshToken, registrationExpiresAt } = data;
  return {
    key: signInKey(source),
    source: source.id,
    url: source.url,
    grant: source.defaultGrant,
    accessToken: new Secret(accessToken),
    expiration: new Date(expiresAt),
    ...(refreshToken && { refreshToken: new Secret(refreshToken) }),
    ...(clientId &&
      clientSecret &&
      registrationExpiresAt && {
        client: { clientId, clientSecret: new Secret(clientSecret), expiration: new Date(registrationExpiresAt) },
      }),
  };
}

/**
 * Writes a sign-in there, in one step, so that nobody reads half of it, and readable by this user alone.
 *
 * @throws {ActasError} `system` when the disk is full or read-only
 */
export function writeAwsCliToken(
  source: IdentityCenterDefinition,
  { accessToken, client, expiration, refreshToken }: SignIn,
  file = awsCliTokenFile(source),
): void {
  const content: z.output<typeof TokenFile> = {
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
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    replace(file, JSON.stringify(content));
  } catch (error) {
    throw systemError(error, `share the sign-in to "${source.id}" with the AWS CLI in ${file}`);
  }
}

/** Takes the sign-in away from the AWS CLI too. @throws {ActasError} `system` when it cannot be removed */
export function removeAwsCliToken(source: IdentityCenterDefinition, file = awsCliTokenFile(source)): void {
  try {
    rmSync(file, { force: true });
  } catch (error) {
    throw systemError(error, `remove the sign-in to "${source.id}" from ${file}`);
  }
}

/** A new file in place of an old one, which may have been open to others. */
function replace(file: string, content: string): void {
  const unfinished = `${file}.${crypto.randomUUID()}`;
  const fd = openSync(unfinished, "wx", 0o600);
  try {
    writeFileSync(fd, content);
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  } finally {
    closeSync(fd);
  }
}

function jsonIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}
