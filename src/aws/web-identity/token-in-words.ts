import { counted } from "../../base/counted.ts";
import { tokenClaims } from "./token-claims.ts";

/** Claims whose values trust policies and identity providers in IAM are written for. */
const SHOWN = ["iss", "aud", "sub"];
const MOST_SHOWN = 120;
/** The largest claims are the ones that matter when a token is too large. */
const MOST_SIZES = 8;

/** What is said of a token. Nothing is verified. */
export interface TokenInWords {
  /** The provider as AWS names it: the issuer without `https://`. */
  readonly provider?: string;
  readonly issuer?: string;
  /** For example `iss "https://a.example", aud "x", sub "ana", amr (3 values, 41 bytes); 812 bytes in all`. */
  readonly claims: string;
}

/**
 * Tells what a token carries: the issuer, the audience and the subject, as trust policies compare them, and of all
 * other claims the name and the size, since their values may be nobody's business.
 */
export function tokenInWords(token: string): TokenInWords {
  const inAll = counted(token.length, "byte");
  const payload = tokenClaims(token);
  if (!payload) return { claims: `it is no JSON web token; ${inAll}` };
  const shown = SHOWN.flatMap((name) =>
    payload[name] === undefined ? [`no ${name}`] : [`${name} ${shownValue(payload[name])}`],
  );
  const { amr, ...others } = Object.fromEntries(Object.entries(payload).filter(([name]) => !SHOWN.includes(name)));
  const bySize = Object.entries(others).toSorted(([, a], [, b]) => bytesOf(b) - bytesOf(a));
  const sizes = [...(amr === undefined ? [] : [["amr", amr] as const]), ...bySize.slice(0, MOST_SIZES)];
  const told = [...shown, ...sizes.map(([name, value]) => `${cut(name)} (${sizeOf(value)})`)];
  const claims = `${told.join(", ")}; ${inAll} in all`;
  const issuer = payload.iss;
  if (typeof issuer !== "string") return { claims };
  return { claims, issuer: cut(issuer), provider: cut(issuer.replace(/^https?:\/\//, "")) };
}

function shownValue(value: unknown): string {
  return [value]
    .flat()
    .slice(0, 5)
    .map((one) => (typeof one === "string" ? `"${cut(one)}"` : `(${sizeOf(one)})`))
    .join(" and ");
}

function sizeOf(value: unknown): string {
  const bytes = counted(bytesOf(value), "byte");
  return Array.isArray(value) ? `${counted(value.length, "value")}, ${bytes}` : bytes;
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value) ?? "");
}

function cut(text: string): string {
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
}
