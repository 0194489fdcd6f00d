import { KeptKeys } from "../../src/access-keys/kept-keys.ts";
import { Sts } from "../../src/aws/sts.ts";
import { Clock } from "../../src/base/clock.ts";
import { CredentialCache } from "../../src/cache/credential-cache.ts";
import type { Question } from "../../src/conversation/question.ts";
import { SingleFlight } from "../../src/conversation/single-flight.ts";
import { MfaDevices } from "../../src/mfa/mfa-devices.ts";
import { approve, visit } from "../../src/sandbox/control/control-client.ts";
import type { Sandbox } from "../../src/sandbox/start.ts";
import type { IdentityCenterDefinition } from "../../src/source-files/kinds/identity-center.ts";
import { SignIns } from "../../src/sources/sign-ins.ts";
import type { SourceTools } from "../../src/sources/source.ts";
import { conversationWith } from "./conversation-with.ts";

/** The Identity Center of a sandbox. */
export function sourceOf(sandbox: Sandbox): IdentityCenterDefinition {
  return {
    kind: "identity-center",
    id: "corp",
    url: sandbox.startUrl,
    defaultGrantType: "code",
    origin: "sources.d/corp.json",
    region: "eu-west-1",
    scopes: ["sso:account:access"],
    shareCache: false,
    endpoints: { oidc: sandbox.url, portal: sandbox.url },
  };
}

export interface Behaviour {
  readonly answer?: "allow" | "deny";
  readonly request?: Partial<SourceTools["request"]>;
  readonly clock?: Clock;
}

/** Ana, with a browser that does what she would do, and with a program that she runs. */
export function personAt(sandbox: Sandbox, { answer = "allow", request, clock = new Clock() }: Behaviour = {}) {
  const pages: Question<"sign-in">[] = [];
  const conversation = conversationWith({
    "sign-in": async (page) => {
      pages.push(page);
      if (page.userCode) await approve(sandbox.url, { userCode: page.userCode, answer });
      else await visit(sandbox.url, page.url, { answer });
    },
  });
  const tools: SourceTools = {
    request: { freshness: "cached", interaction: "allowed", environment: {}, ...request },
    conversation,
    cache: new CredentialCache(clock.now),
    flights: new SingleFlight(),
    mfaDevices: new MfaDevices(clock.now),
    sts: new Sts(clock),
    clock,
    signIns: new SignIns(),
    keptKeys: new KeptKeys(() => "/nonexistent"),
  };
  return { pages, tools };
}
