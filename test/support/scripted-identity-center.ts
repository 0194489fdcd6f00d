import type { Conversation } from "../../src/conversation/conversation.ts";
import type { Question } from "../../src/conversation/question.ts";
import type { IdentityCenterDefinition } from "../../src/source-files/kinds/identity-center.ts";
import { conversationWith } from "./conversation-with.ts";

/** A request as it came, and what was asked with it. */
export interface Call {
  readonly operation: string;
  readonly body: Record<string, unknown>;
  readonly query: Record<string, string>;
  readonly token: string | null;
}

/** The answer to one call. */
export type Script = (call: Call) => unknown;

const OPERATIONS: Readonly<Record<string, string>> = {
  "/client/register": "RegisterClient",
  "/device_authorization": "StartDeviceAuthorization",
  "/token": "CreateToken",
  "/assignment/accounts": "ListAccounts",
  "/assignment/roles": "ListAccountRoles",
  "/federation/credentials": "GetRoleCredentials",
  "/logout": "Logout",
};

/** An HTTP server that answers each call as a test tells it to; it sends the result of the script as JSON. */
export class ScriptedIdentityCenter {
  readonly calls: Call[] = [];
  readonly #server: ReturnType<typeof Bun.serve>;

  constructor(script: Readonly<Record<string, Script>>) {
    this.#server = Bun.serve({
      port: 0,
      hostname: "127.0.0.1",
      fetch: async (request) => {
        const url = new URL(request.url);
        const text = await request.text();
        const call: Call = {
          operation: OPERATIONS[url.pathname] ?? url.pathname,
          body: text ? JSON.parse(text) : {},
          query: Object.fromEntries(url.searchParams),
          token: request.headers.get("x-amz-sso_bearer_token"),
        };
        this.calls.push(call);
        const answer = await script[call.operation]?.(call);
        return answer instanceof Response ? answer : Response.json(answer ?? {});
      },
    });
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.port}`;
  }

  /** A source that points to this server. */
  source(changes: Partial<IdentityCenterDefinition> = {}): IdentityCenterDefinition {
    return {
      kind: "identity-center",
      id: "corp",
      url: "https://corp.awsapps.com/start",
      defaultGrantType: "code",
      origin: "sources.d/corp.json",
      region: "eu-west-1",
      scopes: ["sso:account:access"],
      shareCache: false,
      endpoints: { oidc: this.url, portal: this.url },
      ...changes,
    };
  }

  countOf(operation: string): number {
    return this.calls.filter((call) => call.operation === operation).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#server.stop(true);
  }
}

/** A refusal as AWS sends it: the exception in a header, the OAuth error in the body. */
export function refusal(exception: string, status = 400, error?: string): Response {
  const headers = { "x-amzn-errortype": exception };
  return Response.json({ message: "said by AWS", ...(error && { error }) }, { status, headers });
}

/** A user with a browser: opens the page, and returns from the authorization server with `answer`. */
export function personWith(answer: (authorize: URL) => Record<string, string>): Conversation & {
  readonly pages: Question<"sign-in">[];
  readonly heard: string[];
} {
  const pages: Question<"sign-in">[] = [];
  const heard: string[] = [];
  const showPage = async (page: Question<"sign-in">): Promise<undefined> => {
    pages.push(page);
    if (page.userCode) return;
    const lead = await fetch(page.url, { redirect: "manual" });
    const authorize = new URL(lead.headers.get("location") ?? "");
    const back = new URL(authorize.searchParams.get("redirect_uri") ?? "");
    back.search = new URLSearchParams(answer(authorize)).toString();
    await fetch(back);
  };
  return { pages, heard, ...conversationWith({ "sign-in": showPage }, { tell: (notice) => void heard.push(notice) }) };
}
