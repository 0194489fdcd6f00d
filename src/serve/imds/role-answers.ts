import { awsTimestamp } from "../../base/aws-timestamp.ts";
import type { Credentials } from "../../base/credentials.ts";
import { jsonText } from "../../base/printable.ts";
import { inTime, NOT_YET } from "../../delivery/container-endpoint/in-time.ts";
import { refusalOfFailure } from "../../delivery/container-endpoint/refusal-of-failure.ts";
import { reportedExpiration } from "../../delivery/container-endpoint/reported-expiration.ts";
import type { Refusal } from "../../http/refusal.ts";
import { ListedRoles } from "./listed-roles.ts";
import { plainAnswer, refusePlainly } from "./plain-answer.ts";
import { roleName } from "./role-name.ts";

export interface RoleParts {
  /** The target that is served now; undefined while none is. */
  readonly target: () => string | undefined;
  /** Its credentials, synchronously if they are held. Never waits for a person: fails with what the person has to do. */
  readonly credentials: () => Credentials | Promise<Credentials>;
  readonly now: () => number;
}

/**
 * The answers about the one role that is served. A failure to get credentials has status 200 and a `Code` that is not
 * `Success`, as in EC2: so the Go and Rust SDKs show the message. With 401 clients would only get another token.
 */
export class RoleAnswers {
  readonly #parts: RoleParts;
  readonly #listed: ListedRoles;
  /** Each set of credentials is written once, so that its `LastUpdated` stays the same. */
  readonly #written = new WeakMap<Credentials, string>();

  constructor(parts: RoleParts) {
    this.#parts = parts;
    this.#listed = new ListedRoles(parts.now);
  }

  /** The name of the role. */
  list(): Response {
    const { credentials } = this.#parts;
    const target = this.#parts.target();
    if (target === undefined) return refusePlainly(NOTHING_SERVED);
    const held = credentials();
    if (held instanceof Promise) held.catch(() => {});
    else this.#listed.add(roleName(target), held);
    return plainAnswer(roleName(target));
  }

  /**
   * The credentials of the role of that name.
   *
   * @param onGiven - called when the answer has some
   */
  async give(name: string, onGiven: () => void): Promise<Response> {
    const { credentials } = this.#parts;
    const target = this.#parts.target();
    const isServed = target !== undefined && roleName(target) === name;
    const given = isServed ? credentials() : this.#listed.credentialsOf(name);
    if (given === undefined) return refusePlainly(NO_SUCH_ROLE);
    try {
      const inHand = given instanceof Promise ? await inTime(given) : given;
      if (!inHand) return refusePlainly(NOT_YET);
      onGiven();
      return this.#write(inHand);
    } catch (error) {
      const { code, message } = refusalOfFailure(error);
      return plainAnswer(jsonText({ Code: code, Message: message, LastUpdated: this.#nowText() }, "indented"));
    }
  }

  #write(credentials: Credentials): Response {
    const text = this.#written.get(credentials) ?? serialise(credentials, this.#nowText());
    // Keys that do not end are reported with an end that moves on.
    if (credentials.expiration) this.#written.set(credentials, text);
    return plainAnswer(text);
  }

  #nowText(): string {
    return awsTimestamp(new Date(this.#parts.now()));
  }
}

function serialise(
  { accessKeyId, secretAccessKey, sessionToken, expiration }: Credentials,
  lastUpdated: string,
): string {
  const members = {
    Code: "Success",
    LastUpdated: lastUpdated,
    Type: "AWS-HMAC",
    AccessKeyId: accessKeyId,
    SecretAccessKey: secretAccessKey.reveal(),
    // botocore wants the member; empty, it signs without one.
    Token: sessionToken?.reveal() ?? "",
    Expiration: reportedExpiration(expiration),
  };
  return jsonText(members, "indented");
}

const NOTHING_SERVED: Refusal = {
  status: 404,
  code: "NothingServed",
  message: "cannot find a role: none is served yet",
};

const NO_SUCH_ROLE: Refusal = {
  status: 404,
  code: "NoSuchRole",
  message: "cannot find this role: the path without a name tells which one is served",
};
