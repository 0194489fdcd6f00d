import { z } from "zod/mini";
import type { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { isPrivate } from "../../network/loopback.ts";
import { type HttpAnswer, jsonOf, send } from "../../network/send.ts";
import { parseProcessCredentials } from "../process-credentials.ts";
import type { Sts } from "../sts.ts";
import type { StsLocation } from "../sts-location.ts";

/** Variables by which AWS tells a program on its machines who it is. */
export type MachineEnvironment = Readonly<Record<string, string | undefined>>;

export interface OwnCredentialsTools {
  readonly environment: MachineEnvironment;
  readonly clock: Clock;
  readonly sts: Sts;
  readonly location: StsLocation;
  /** Reads a file that AWS's platform keeps fresh. */
  readonly readFile: (path: string) => string;
}

/** They are asked for anew this long before they end. */
const AHEAD_MS = 5 * 60_000;
const LIMIT_MS = 5_000;
const CONTAINER_HOST = "http://169.254.170.2";
/** The hosts of ECS and EKS, which are asked without TLS. */
const OF_CONTAINERS = ["169.254.170.2", "169.254.170.23", "[fd00:ec2::23]"];
const METADATA = "http://169.254.169.254";

/**
 * The credentials of this program itself, on a machine of AWS or with keys in its environment: variables, a web identity
 * token (EKS, or another platform), the container endpoint (ECS, EKS), the metadata service (EC2), in this order. The AWS
 * files are not read: a server has no profile.
 *
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/standardized-credentials.html
 */
export class OwnCredentials {
  readonly #tools: OwnCredentialsTools;
  #held: Promise<Credentials> | undefined;
  #freshUntil = 0;

  constructor(tools: OwnCredentialsTools) {
    this.#tools = tools;
  }

  /** @throws {ActasError} `configuration` when there are none */
  readonly get = (): Promise<Credentials> => {
    if (this.#held && this.#tools.clock.now() < this.#freshUntil) return this.#held;
    const asked = this.#ask();
    this.#held = asked;
    this.#freshUntil = Number.POSITIVE_INFINITY;
    asked.then(
      ({ expiration }) => {
        if (this.#held === asked) this.#freshUntil = (expiration?.getTime() ?? Number.POSITIVE_INFINITY) - AHEAD_MS;
      },
      () => {
        if (this.#held === asked) this.#held = undefined;
      },
    );
    return asked;
  };

  async #ask(): Promise<Credentials> {
    const { environment } = this.#tools;
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = environment;
    if (accessKeyId && secret) {
      return { accessKeyId, secretAccessKey: new Secret(secret), ...(token && { sessionToken: new Secret(token) }) };
    }
    if (environment.AWS_WEB_IDENTITY_TOKEN_FILE && environment.AWS_ROLE_ARN) return this.#byToken();
    const endpoint = containerEndpointOf(environment);
    if (endpoint) return this.#fromContainer(endpoint);
    return this.#fromMetadata();
  }

  #byToken(): Promise<Credentials> {
    const { environment, location, readFile, sts } = this.#tools;
    const token = new Secret(readFile(environment.AWS_WEB_IDENTITY_TOKEN_FILE ?? "").trim());
    const roleSessionName = environment.AWS_ROLE_SESSION_NAME ?? "actas-server";
    const roleArn = environment.AWS_ROLE_ARN ?? "";
    return sts.assumeRoleWithWebIdentity(location, { roleArn, roleSessionName, token, durationSeconds: 3600 });
  }

  async #fromContainer(url: string): Promise<Credentials> {
    const { environment, readFile } = this.#tools;
    const parsed = URL.parse(url);
    if (!parsed || !(parsed.protocol === "https:" || isPrivate(parsed) || OF_CONTAINERS.includes(parsed.hostname)))
      throw none(`AWS_CONTAINER_CREDENTIALS_FULL_URI names an address that no SDK asks without TLS`);
    const file = environment.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE;
    const token = file ? readFile(file).trim() : environment.AWS_CONTAINER_AUTHORIZATION_TOKEN;
    return given(await this.#read(url, token ? { authorization: token } : {}), "the container endpoint");
  }

  /** With a session token, as IMDSv2 asks for. */
  async #fromMetadata(): Promise<Credentials> {
    if (this.#tools.environment.AWS_EC2_METADATA_DISABLED === "true")
      throw none("there are no keys in the environment");
    const base = this.#tools.environment.AWS_EC2_METADATA_SERVICE_ENDPOINT?.replace(/\/$/, "") ?? METADATA;
    const session = await this.#read(
      `${base}/latest/api/token`,
      { "x-aws-ec2-metadata-token-ttl-seconds": "60" },
      "PUT",
    );
    if (session.status !== 200) throw none("the metadata service gives no session");
    const headers = { "x-aws-ec2-metadata-token": textOf(session) };
    const path = `${base}/latest/meta-data/iam/security-credentials/`;
    const role = await this.#read(path, headers);
    if (role.status !== 200) throw none("this machine has no role");
    return given(await this.#read(path + textOf(role).trim(), headers), "the metadata service");
  }

  async #read(url: string, headers: Record<string, string>, method = "GET"): Promise<HttpAnswer> {
    try {
      // Neither of these is ever behind a proxy.
      return await send({ url, method, headers, signal: AbortSignal.timeout(LIMIT_MS) });
    } catch {
      throw none(`neither the environment has keys, nor does anything answer at ${new URL(url).host}`);
    }
  }
}

const Given = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.string(),
  Expiration: z.string(),
});

function given(answer: HttpAnswer, where: string): Credentials {
  const { data } = Given.safeParse(jsonOf(answer));
  if (answer.status !== 200 || !data) throw none(`${where} answered HTTP ${answer.status} without credentials`);
  const { Token: SessionToken, ...keys } = data;
  const credentials = parseProcessCredentials({ Version: 1, ...keys, SessionToken }, (reason) =>
    none(`${where}: ${reason}`),
  );
  if (!credentials) throw none(`${where} answered without credentials`);
  return credentials;
}

function containerEndpointOf(environment: MachineEnvironment): string | undefined {
  const relative = environment.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  return relative ? CONTAINER_HOST + relative : environment.AWS_CONTAINER_CREDENTIALS_FULL_URI;
}

function textOf({ body }: HttpAnswer): string {
  return new TextDecoder().decode(body);
}

function none(reason: string): ActasError {
  return new ActasError("configuration", `cannot get the AWS credentials of this server: ${reason}`, {
    hints: [
      "give its machine, container or pod a role, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in its environment",
    ],
  });
}
