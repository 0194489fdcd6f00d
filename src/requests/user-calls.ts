import type { IamAsker } from "../aws/iam/iam-asker.ts";
import { Iam, type IamCall, type IamLocation, IamRefusal, type SendToIam } from "../aws/iam.ts";
import { PacedCalls } from "../aws/paced-calls.ts";
import type { CallerIdentity } from "../aws/sts.ts";
import { userNameIn } from "../base/arn.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import type { Conversation } from "../conversation/conversation.ts";
import { iamLocation } from "../targets/endpoints/sts-location.ts";
import { kindOf } from "../targets/kinds/kinds.ts";
import { requireProfile } from "../targets/require-profile.ts";
import { type ResolvedTarget, unlimited } from "../targets/resolved-target.ts";
import { type Readers, readFiles } from "./read-files.ts";
import type { RequestTools } from "./request-tools.ts";
import { resolve, surroundingsOf } from "./resolve.ts";

/** What calls of a user need. */
export type UserCallTools = Readers & Pick<RequestTools, "broker" | "clock" | "sts">;

/** What the calls of one request are made with. */
interface Parts {
  readonly tools: UserCallTools;
  readonly request: CredentialRequest;
  readonly conversation: Conversation;
  /** The profile that has the keys. */
  readonly profile: string;
  /** The source alone, without roles. */
  readonly target: ResolvedTarget;
  readonly location: IamLocation;
  readonly keys: Credentials;
}

/**
 * Calls of an IAM user: with the user's long-term keys, and, when IAM has refused one, with a session for which the MFA
 * code was given. IAM takes no session without a code.
 */
export class UserCalls implements IamAsker {
  readonly #parts: Parts;
  readonly #iam: Iam;
  #paced = new PacedCalls();
  #session: Promise<Credentials> | undefined;

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.#iam = new Iam(parts.tools.clock);
  }

  /** @throws {ActasError} `usage` for a profile that signs in; why there are no keys */
  static async begin(tools: UserCallTools, request: CredentialRequest, conversation: Conversation): Promise<UserCalls> {
    const resolved = await resolve(tools, request, "other", () => surroundingsOf(conversation));
    const { source } = resolved;
    if (kindOf(source).signInOf(source) || !("profile" in source)) throw noUser(resolved.name);
    const { files } = await readFiles(tools, request.environment);
    const { profile } = source;
    const location = iamLocation(requireProfile(profile, files), source.sts, request, files);
    const target = { ...unlimited(resolved), chain: [], notices: [] };
    const asTheyAre = { ...target, source: { ...source, sessionTokenUse: "never" as const } };
    const keys = await tools.broker.credentials(asTheyAre, { ...request, freshness: "uncached" }, conversation);
    return new UserCalls({ tools, request, conversation, profile, target, location, keys });
  }

  /** The profile that has the keys. */
  get profile(): string {
    return this.#parts.profile;
  }

  /** @throws {ActasError} `usage` for the keys of anything but an IAM user */
  async identity(): Promise<CallerIdentity & { readonly userName: string }> {
    const { tools, target, keys } = this.#parts;
    const identity = await tools.sts.getCallerIdentity(target.source.sts, keys);
    const userName = userNameIn(identity.arn);
    if (!userName) throw otherIdentity(this.profile, identity.arn);
    return { ...identity, userName };
  }

  /** Does work that makes calls, not too many at once. */
  during<T>(work: () => Promise<T>): Promise<T> {
    this.#paced = new PacedCalls();
    return this.#paced.during(work);
  }

  async ask<T>(call: IamCall, send: SendToIam<T>): Promise<T> {
    const answer = await this.#paced.call(() => asValue(this.#attempt(call, send)), "in turn");
    if ("refused" in answer) throw answer.refused;
    return answer.value;
  }

  async #attempt<T>(call: IamCall, send: SendToIam<T>): Promise<T> {
    const { keys, location } = this.#parts;
    if (this.#session) return this.#iam.ask(location, await this.#session, call, send);
    try {
      return await this.#iam.ask(location, keys, call, send);
    } catch (error) {
      if (!(error instanceof IamRefusal) || !this.#hasDevice()) throw error;
      this.#session ??= this.#begin();
      return this.#iam.ask(location, await this.#session, call, send);
    }
  }

  #hasDevice(): boolean {
    const { source } = this.#parts.target;
    return kindOf(source).userOf(source)?.serialNumber !== undefined;
  }

  #begin(): Promise<Credentials> {
    const { tools, target, request, conversation } = this.#parts;
    const source = { ...target.source, sessionTokenUse: "always" as const };
    return tools.broker.credentials({ ...target, source }, request, conversation);
  }
}

/** A refusal by AWS is an answer: it is no reason to stop other calls. */
async function asValue<T>(answer: Promise<T>): Promise<{ readonly value: T } | { readonly refused: IamRefusal }> {
  try {
    return { value: await answer };
  } catch (error) {
    if (error instanceof IamRefusal) return { refused: error };
    throw error;
  }
}

function noUser(name: string): ActasError {
  return new ActasError("usage", `cannot ask IAM about "${name}": it does not start with the keys of an IAM user`, {
    hints: ["`actas list roles` shows the roles of all you are signed in to"],
  });
}

function otherIdentity(profile: string, arn: string): ActasError {
  return new ActasError("usage", `cannot ask IAM about profile "${profile}": its keys are those of ${arn}`, {
    hints: ["name a profile with the long-term keys of an IAM user"],
  });
}
