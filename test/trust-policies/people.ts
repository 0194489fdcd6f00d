import {
  type TokenCall,
  type TokenClaims,
  type TrustQuestion,
  tokenQuestion,
} from "../../src/trust-policies/trust-question.ts";

export const ACCOUNT = "111122223333";
export const PROVIDER = "idp.example/realm";
export const ARN = `arn:aws:iam::${ACCOUNT}:oidc-provider/${PROVIDER}`;

/** The people of the tables, by their first letters. */
const PEOPLE: Readonly<Record<"A" | "B" | "C" | "D", TokenClaims>> = {
  A: { sub: "alice", aud: "cli", amr: ["dev", "ops"] },
  B: { sub: "bob", aud: "cli", amr: ["dev"] },
  C: { sub: "carol", aud: "web" },
  D: { sub: "dave", aud: "cli", amr: ["Ops"] },
};

/** The question that STS would answer for each of them. */
export function questionsOf(
  more: Partial<TokenClaims> = {},
  call: TokenCall | ((claims: TokenClaims) => TokenCall) = {},
  partition = "aws",
): readonly (readonly [string, TrustQuestion])[] {
  return Object.entries(PEOPLE).map(([letter, claims]) => {
    const all = { ...claims, ...more };
    const said = typeof call === "function" ? call(all) : call;
    return [letter, tokenQuestion({ accountId: ACCOUNT, partition }, PROVIDER, all, said)] as const;
  });
}

/** A statement that allows the role for a token of the provider, with other elements in place of these. */
export function allow(others: object = {}): object {
  return {
    Effect: "Allow",
    Principal: { Federated: ARN },
    Action: "sts:AssumeRoleWithWebIdentity",
    ...others,
  };
}

export function deny(others: object = {}): object {
  return allow({ Effect: "Deny", ...others });
}

/** Condition keys are named by the claim alone. */
export function when(...lines: readonly (readonly [operator: string, claim: string, values: unknown])[]): object {
  const condition: Record<string, Record<string, unknown>> = {};
  for (const [operator, claim, values] of lines) {
    condition[operator] = { ...condition[operator], [claim.includes(":") ? claim : `${PROVIDER}:${claim}`]: values };
  }
  return { Condition: condition };
}

/** A policy, and who gets the role by it. */
export interface TrustCase {
  readonly says: string;
  readonly statements: object;
  /** The first letters of the people who get it; in brackets of those where it depends. */
  readonly may: string;
  readonly claims?: Partial<TokenClaims>;
  readonly call?: (claims: TokenClaims) => TokenCall;
  readonly partition?: string;
  readonly version?: string;
}
