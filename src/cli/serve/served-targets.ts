import { fromCredentialsMessage } from "../../agent-api/credentials-message.ts";
import type { CommandListener } from "../../agent-api/exchange.ts";
import type { Request, Results } from "../../agent-api/messages.ts";
import type { CredentialRequest } from "../../base/credential-request.ts";
import type { Credentials } from "../../base/credentials.ts";
import type { EnvironmentChanges } from "../../base/environment.ts";
import { noPerson } from "../../conversation/no-person.ts";
import type { FetchHow } from "../../serve/kept-fresh.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { ask } from "../asking/ask.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags, targetRequestFrom } from "../target/credential-flags.ts";
import { namesNoTarget } from "../target/names-no-target.ts";
import type { NamedTarget, TargetRequest } from "../target/target-request.ts";
import { askingProblem, userIsThere } from "../terminal/asking-problem.ts";
import { terminalListener } from "../terminal/terminal-listener.ts";
import type { ChosenTarget, ServeFlags } from "./serve-flags.ts";

type Answer = <R extends Request>(request: R, listener: CommandListener) => Promise<Results[R["request"]]>;

/** How the credentials of what is served are asked for: of the agent, or of a broker in this command. */
export class ServedTargets {
  readonly #flags: ServeFlags;
  readonly #requests = new Map<string, TargetRequest>();
  #answer: Promise<Answer> | undefined;
  #skewMs = 0;

  constructor(flags: ServeFlags) {
    this.#flags = flags;
    const { chosen } = flags.handedOver ?? {};
    if (chosen) this.#requests.set(chosen.target, chosen.targetRequest);
  }

  /** Whether none is named, and the page is there to choose one. */
  isChosenOnPage(typed: string | undefined): boolean {
    return Boolean(this.#flags.web) && typed === undefined && !this.#flags.pick && namesNoTarget(this.#flags);
  }

  /**
   * The target that is served at first, with all that was typed to narrow it. The user chooses it where none is named.
   *
   * @returns its name, and what it means
   */
  async choose(typed: string | undefined): Promise<ChosenTarget> {
    const pick = this.#flags.pick || (typed === undefined && namesNoTarget(this.#flags) && userIsThere());
    const { targetRequest } = await chosenTarget(typed, { ...this.#flags, ...(pick && { pick }) });
    const target = nameOf(targetRequest);
    this.#requests.set(target, targetRequest);
    return { target, targetRequest };
  }

  /** Gives a name to a target that was not typed. A name that has a target already keeps it, with the options typed. */
  know(name: string, named: NamedTarget & Pick<TargetRequest, "externalId">): void {
    if (this.#requests.has(name)) return;
    const flags = OTHER_TARGET(this.#flags);
    this.#requests.set(name, targetRequestFrom(named, flags, flags.login ? "allowed" : "code-only"));
  }

  /** Whether a person can be asked at the terminal. */
  canAsk(): boolean {
    return !this.#flags.nonInteractive && askingProblem({ by: "reading" }) === undefined;
  }

  /** The time by AWS's clock, which decides when credentials end. */
  readonly now = (): number => Date.now() + this.#skewMs;

  /** @param listener - asks the person, if one may be asked; absent: at the terminal */
  async obtain(target: string, { force, mayAsk }: FetchHow, listener?: CommandListener): Promise<Credentials> {
    const answer = await this.#answerer();
    const request = await this.requestFor(target);
    const freshness = force && request.freshness === "cached" ? "refresh" : request.freshness;
    const interaction = mayAsk ? request.interaction : "never";
    const { clockSkewMs = 0, credentials } = await answer(
      { request: "credentials", for: { ...request, freshness, interaction }, delivery: "serve" },
      mayAsk ? (listener ?? terminalListener()) : NO_PERSON,
    );
    this.#skewMs = clockSkewMs;
    this.#forgetCode(target);
    return fromCredentialsMessage(credentials);
  }

  /** The changes to a program's environment that are about a target, without its keys. */
  async variables(target: string): Promise<EnvironmentChanges> {
    const [answer, request] = await Promise.all([this.#answerer(), this.requestFor(target)]);
    const asked = { ...request, interaction: "never" } as const;
    const given = await answer({ request: "environment", for: asked, delivery: "serve" }, NO_PERSON);
    return given.environment;
  }

  /** What a name means now. */
  async requestFor(target: string): Promise<CredentialRequest> {
    const known = this.#requests.get(target) ?? (await chosenTarget(target, OTHER_TARGET(this.#flags))).targetRequest;
    this.#requests.set(target, known);
    return { ...known, environment: requestEnvironment() };
  }

  /** A code is good once. */
  #forgetCode(target: string): void {
    const { tokenCode, ...request } = this.#requests.get(target) ?? { tokenCode: undefined };
    if (tokenCode !== undefined) this.#requests.set(target, request as TargetRequest);
  }

  #answerer(): Promise<Answer> {
    const agent = agentUseFrom(this.#flags);
    this.#answer ??=
      agent === "used"
        ? Promise.resolve((request, listener) => ask(request, agent, listener))
        : import("../asking/without-agent.ts").then((module) => module.answererWithoutAgent());
    return this.#answer;
  }
}

/** A program waits for the answer, and no person can be asked. */
const NO_PERSON: CommandListener = {
  ...noPerson("a program waits, and no person"),
  surroundings: async () => ownSurroundings(),
  roles() {},
  over() {},
};

/** Options narrow the target that was typed with them, and no other. */
const OTHER_TARGET = ({ agent, cache, login, nonInteractive }: CredentialFlags): CredentialFlags => ({
  agent,
  cache,
  login,
  ...(nonInteractive && { nonInteractive }),
});

/** A target as reports name it. */
export function nameOf({ source, sourceProfile, target }: NamedTarget): string {
  if (source !== undefined) return `${source}:${target}`;
  const { AWS_DEFAULT_PROFILE, AWS_PROFILE } = process.env;
  return target ?? sourceProfile ?? (AWS_PROFILE || AWS_DEFAULT_PROFILE || "default");
}
