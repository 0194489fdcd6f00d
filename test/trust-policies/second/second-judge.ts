import { holds } from "./second-conditions.ts";
import { asList, both, either, not, type Told } from "./told.ts";

/**
 * Who gets a role, judged a second time: from AWS's documentation alone, straight over the JSON, sharing no line with
 * `src/trust-policies/`. What both say is the same, or one of them is wrong.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function secondJudge(policy: string, request: SecondRequest): SecondAnswer {
  const document = JSON.parse(policy);
  const answers = request.actions.map((action) => {
    const statements = asList(document.Statement).map((statement: Json) => ({
      effect: statement.Effect,
      applies: applies(statement, { ...request, action, variables: document.Version === "2012-10-17" }),
    }));
    const of = (effect: string) =>
      either(statements.filter((each) => each.effect === effect).map((each) => each.applies));
    return outcome(of("Deny"), of("Allow"));
  });
  return ORDER.find((answer) => answers.includes(answer)) ?? "allowed";
}

export interface SecondRequest {
  readonly partition: string;
  readonly accountId: string;
  /** The URL of an OpenID provider without its scheme, or the role that asks, with its session. */
  readonly caller: { readonly provider: string } | { readonly role: string; readonly session?: string };
  readonly actions: readonly string[];
  /** By the key in lower case. */
  readonly fact: (key: string) => Fact;
}

export type Fact = { readonly one: string } | { readonly many: readonly string[] } | "absent" | "unknown";
export type SecondAnswer = "denied" | "not-allowed" | "depends" | "allowed";

// biome-ignore lint/suspicious/noExplicitAny: the second judge reads the JSON as it is.
export type Json = any;

/** The worst answer for one of the actions is the answer. */
const ORDER: readonly SecondAnswer[] = ["denied", "not-allowed", "depends", "allowed"];

function outcome(deny: Told, allow: Told): SecondAnswer {
  if (deny === "yes") return "denied";
  if (allow === "no") return "not-allowed";
  return deny === "no" && allow === "yes" ? "allowed" : "depends";
}

export type Asked = SecondRequest & { readonly action: string; readonly variables: boolean };

function applies(statement: Json, asked: Asked): Told {
  return both([isAbout(statement, asked), isBy(statement, asked), holds(statement.Condition ?? {}, asked)]);
}

function isAbout(statement: Json, asked: Asked): Told {
  const named = (patterns: Json): Told =>
    asList(patterns).some((pattern) => wild(String(pattern).toLowerCase(), asked.action.toLowerCase())) ? "yes" : "no";
  if (statement.NotAction !== undefined) return not(named(statement.NotAction));
  return statement.Action === undefined ? "no" : named(statement.Action);
}

function isBy(statement: Json, asked: Asked): Told {
  if (statement.NotPrincipal !== undefined) return not(isListed(statement.NotPrincipal, asked, "anyone may be meant"));
  if (statement.Principal === undefined) return "no";
  return isListed(statement.Principal, asked, statement.Effect === "Deny" ? "anyone may be meant" : "in the text");
}

/** `{"AWS": "*"}` is everyone in AWS; whether a person with a token is, AWS does not say: a Deny may mean them. */
function isListed(principal: Json, asked: Asked, reading: "in the text" | "anyone may be meant"): Told {
  if (principal === "*") return "yes";
  if (typeof principal !== "object" || principal === null) return "no";
  const { caller } = asked;
  const aws = asList(principal.AWS).map(String);
  if ("role" in caller) return either(aws.map((name) => (namesRole(name, caller) ? "yes" : "no")));
  const arn = `arn:${asked.partition}:iam::${asked.accountId}:oidc-provider/${caller.provider}`;
  const federated = asList(principal.Federated).map(String);
  if (federated.includes(arn)) return "yes";
  if (BY_NAME.has(caller.provider) && federated.includes(caller.provider)) return "yes";
  return aws.includes("*") && reading === "anyone may be meant" ? "maybe" : "no";
}

/** Providers that AWS knows without an entry in the account. */
const BY_NAME = new Set([
  "accounts.google.com",
  "cognito-identity.amazonaws.com",
  "www.amazon.com",
  "graph.facebook.com",
]);

function namesRole(name: string, caller: { role: string; session?: string }): boolean {
  if (name === "*" || name === caller.role) return true;
  const [, partition = "", , , account = "", resource = ""] = caller.role.split(":");
  if (name === account || name === `arn:${partition}:iam::${account}:root`) return true;
  const last = resource.slice(resource.lastIndexOf("/") + 1);
  return (
    caller.session !== undefined && name === `arn:${partition}:sts::${account}:assumed-role/${last}/${caller.session}`
  );
}

/** `*` is any run of characters, `?` is one, the ends are fixed. By recursion, so only for short texts. */
export function wild(pattern: string, text: string): boolean {
  if (pattern === "") return text === "";
  const rest = pattern.slice(1);
  if (pattern[0] === "*") return wild(rest, text) || (text !== "" && wild(pattern, text.slice(1)));
  return text !== "" && (pattern[0] === "?" || pattern[0] === text[0]) && wild(rest, text.slice(1));
}
