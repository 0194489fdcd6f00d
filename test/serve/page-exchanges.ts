import { CODE } from "../support/serving-on-page.ts";

const ARN = "arn:aws:iam::111122223333:role/Dev";
const IAM = { "adv-type": "iam", "role-arn": ARN };

interface Exchange {
  readonly path: string;
  readonly method?: "GET" | "POST" | "PUT";
  readonly body?: string | Readonly<Record<string, string>>;
  /** The target that is served before. */
  readonly served?: string;
  /** What is asked before. */
  readonly before?: string;
  readonly status: number;
  readonly text?: string | RegExp;
  readonly asks?: "MFA" | "AUTH";
}

/** What is sent, and what is answered. */
export const EXCHANGES: Readonly<Record<string, Exchange>> = {
  "the profiles with a role": { path: "/list-roles", status: 200, text: '["dev","prod"]' },
  "the profiles without a role": { path: "/list-profiles", status: 200, text: '["ana"]' },
  "roles of files that cannot be read": {
    path: "/list-roles",
    served: "unreadable",
    status: 500,
    text: /^cannot read/,
  },
  "profiles of files that cannot be read": { path: "/list-profiles", served: "unreadable", status: 500 },
  "what is served, before anything is": { path: "/profile", status: 500, text: "profile not set" },
  "what is served": { path: "/profile", served: "dev", status: 200, text: /"target":"dev","role_arn":"arn:aws/ },
  "another target": { path: "/profile", method: "POST", body: "dev", status: 200, text: /"target":"dev"/ },
  "a name that is too long": { path: "/profile", method: "POST", body: "x".repeat(257), status: 400 },
  "no name": { path: "/profile", method: "POST", body: "", status: 400 },
  "a name that nothing has": {
    path: "/profile",
    method: "POST",
    body: "unknown",
    status: 500,
    text: /no such profile/,
  },
  "a target that AWS refuses": {
    path: "/profile",
    method: "POST",
    body: "broken",
    status: 500,
    text: /^cannot assume/,
  },
  "a target that needs a code": { path: "/profile", method: "POST", body: "mfa", status: 401, text: "{}", asks: "MFA" },
  "a target that needs a sign-in": {
    path: "/profile",
    method: "POST",
    body: "sign-in",
    status: 401,
    text: /^\{"username":"","source":"corp","url":"http:\/\/127/,
    asks: "AUTH",
  },
  "new credentials": { path: "/refresh", method: "POST", served: "dev", status: 200, text: "success" },
  "new credentials of nothing": { path: "/refresh", method: "POST", status: 500, text: /nothing is served/ },
  "new credentials that need a code": { path: "/refresh", method: "POST", served: "mfa", status: 401, asks: "MFA" },
  "a password": {
    path: "/auth",
    method: "POST",
    body: { username: "ana", password: "x" },
    status: 501,
    text: /password/,
  },
  "a form without a password": { path: "/auth", method: "POST", body: { username: "ana" }, status: 400 },
  "a password that is no form": { path: "/auth", method: "POST", body: "{}", status: 400 },
  "the right code": { path: "/mfa", method: "POST", before: "mfa", body: { mfa: "123 456" }, status: 200, text: "" },
  "a wrong code": { path: "/mfa", method: "POST", before: "mfa", body: { mfa: "111111" }, status: 401 },
  "a code after which AWS takes no more": {
    path: "/mfa",
    method: "POST",
    before: "mfa",
    body: { mfa: "000000" },
    status: 401,
  },
  "a code that is none": { path: "/mfa", method: "POST", before: "mfa", body: { mfa: "12345" }, status: 400 },
  "a code that nobody asks for": { path: "/mfa", method: "POST", body: { mfa: CODE }, status: 400 },
  "a form without a code": { path: "/mfa", method: "POST", before: "mfa", body: { code: CODE }, status: 400 },
  "a role by its ARN": { path: "/profile/custom", method: "POST", body: IAM, status: 200, text: "" },
  "a role by its ARN that needs a code": {
    path: "/profile/custom",
    method: "POST",
    body: { ...IAM, "external-id": "mfa" },
    status: 401,
    asks: "MFA",
  },
  "a role by its ARN that AWS refuses": {
    path: "/profile/custom",
    method: "POST",
    body: { ...IAM, "external-id": "broken" },
    status: 500,
  },
  "a role of a password": {
    path: "/profile/custom",
    method: "POST",
    body: { ...IAM, "adv-type": "saml" },
    status: 400,
  },
  "a role that is no form": { path: "/profile/custom", method: "POST", body: JSON.stringify(IAM), status: 400 },
  "a profile": {
    path: "/profile/custom",
    method: "PUT",
    body: { ...IAM, "profile-name": "new" },
    status: 200,
    text: "",
  },
  "a profile whose name is taken": {
    path: "/profile/custom",
    method: "PUT",
    body: { ...IAM, "profile-name": "taken" },
    status: 400,
    text: /already/,
  },
  "a profile that cannot be written": {
    path: "/profile/custom",
    method: "PUT",
    body: { ...IAM, "profile-name": "full" },
    status: 500,
    text: /disk is full/,
  },
  "a profile of a password": { path: "/profile/custom", method: "PUT", body: { "adv-type": "oidc" }, status: 400 },
  "a search": { path: "/find", method: "POST", body: '{"text":"dev","most":5}', status: 200 },
  "a search for nothing": { path: "/find", method: "POST", body: "{}", status: 400 },
  "a row": { path: "/choose", method: "POST", body: '{"key":"dev"}', status: 204 },
  "no row": { path: "/choose", method: "POST", body: "[]", status: 400 },
  "a no": { path: "/cancel", method: "POST", status: 204 },
};
