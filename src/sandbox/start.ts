import { type LoopbackOptions, listenOnLoopback } from "../http/listen-on-loopback.ts";

import type { Accounts } from "./accounts.ts";
import { answer } from "./answer.ts";
import { answerConsole } from "./console/answer-console.ts";
import { FEDERATION_PATH } from "./console/console-paths.ts";
import { control } from "./control/control.ts";
import { CONTROL_PATH } from "./control/control-path.ts";
import { answerCredentialServer } from "./credential-server/answer-credential-server.ts";
import { LEND_PATH } from "./credential-server/lend-paths.ts";
import { answerIdentityCenter } from "./identity-center/answer-identity-center.ts";
import { START_PATH } from "./identity-center/start-url.ts";
import { createMadeUpAws, type MadeUpAws } from "./made-up-aws.ts";
import { SignInSettings, type SignInSettingsInput } from "./sign-in-settings.ts";
import { answerTeam } from "./team/answer-team.ts";
import { answerYoyodyne } from "./yoyodyne/answer-yoyodyne.ts";
import { ROLES_PATH, WELL_KNOWN_PATH } from "./yoyodyne/yoyodyne-paths.ts";

const MAX_BODY_BYTES = 1 << 20;

/** A made-up AWS that listens on loopback. */
export interface Sandbox {
  /** `http://127.0.0.1:PORT`, the endpoint of every service. */
  readonly url: string;
  readonly accounts: Accounts;
  /** The start URL of its Identity Center. */
  readonly startUrl: string;
  /** The base URL of its credential server. */
  readonly lendUrl: string;
  /** The discovery document of Yoyodyne's OpenID provider. */
  readonly wellKnownUrl: string;
  /** Yoyodyne's roles API. */
  readonly rolesUrl: string;
  /** The federation endpoint of the console. */
  readonly federationUrl: string;
  /** Where the server of a team is to be, with a slash at its end; absent: there is no team. */
  readonly teamUrl?: string;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  /** 0, the default: a free one. */
  readonly port?: number;
  /** Its clock, in milliseconds since the epoch. The OpenID providers keep the machine's time. */
  readonly now?: () => number;
  readonly settings?: SignInSettingsInput;
  /** Of a team's server, which is no part of the sandbox, but has its accounts, people and OpenID provider here. */
  readonly teamUrl?: string | undefined;
  /** The users whose programs are served; absent: only this user. */
  readonly clients?: LoopbackOptions["clients"];
}

/**
 * Starts a made-up AWS: STS, IAM, S3 and Identity Center, plus a credential server, and an organisation with an OpenID
 * provider.
 */
export function startSandbox({
  port = 0,
  now = Date.now,
  settings,
  clients = "own",
  teamUrl,
}: SandboxOptions = {}): Sandbox {
  const signInSettings = new SignInSettings(settings);
  const handle = async (request: Request): Promise<Response> => {
    const response = await route(request, aws);
    response.headers.set("date", new Date(aws.now()).toUTCString());
    return response;
  };
  const options = { routes: "any", browsers: "own-pages", maxBodyBytes: MAX_BODY_BYTES, idleSeconds: 0 } as const;
  const server = listenOnLoopback({ ...options, clients, port, admit: (request) => () => handle(request) });
  const url = `http://127.0.0.1:${server.port}`;
  const aws = createMadeUpAws(url, now, signInSettings, teamUrl);
  return {
    url,
    accounts: aws.accounts,
    startUrl: url + START_PATH,
    lendUrl: url + LEND_PATH,
    wellKnownUrl: url + WELL_KNOWN_PATH,
    rolesUrl: url + ROLES_PATH,
    federationUrl: url + FEDERATION_PATH,
    ...(teamUrl && { teamUrl }),
    stop: () => server.stop(),
  };
}

function route(request: Request, aws: MadeUpAws): Response | Promise<Response> {
  if (new URL(request.url).pathname.startsWith(`${CONTROL_PATH}/`)) return control(request, aws);
  const signIns = answerIdentityCenter(request, aws) ?? answerCredentialServer(request, aws);
  return (
    signIns ??
    answerYoyodyne(request, aws) ??
    answerTeam(request, aws) ??
    answerConsole(request, aws) ??
    answer(request, aws)
  );
}
