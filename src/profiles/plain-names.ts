import { OF_THE_CLI } from "./profile.ts";

const HEADER = String.raw`\[(?:(?:profile|sso-session|services) )?[\w.@+-]+\]\n`;
/** Lines that are empty or a comment, then a header. */
const BEGIN = new RegExp(String.raw`^(?:(?:[#;].*)?\n)*${HEADER}`);
/** The end of a line before one that is no header without quotes, setting or comment, and not empty. */
const BEFORE_ODD = new RegExp(String.raw`\n(?!${HEADER}|[a-z][a-z\d_]* ?=|[#;\n]|$)`);

/** The headers of profiles in each file, up to their bracket. */
const PROFILES = {
  config: new RegExp(String.raw`^\[(?!(?:${OF_THE_CLI.join("|")})\])(?:profile )?[\w.@+-]+(?=\])`, "gm"),
  credentials: /^\[[^\]\n]+/gm,
} as const;

/**
 * The names of profiles in an AWS file of thousands, by a few calls for the whole file. A name may come several times.
 *
 * @returns `undefined` if a line is not as plain as those that tools write, for which a parser is needed
 */
export function plainNames(file: string, kind: keyof typeof PROFILES): readonly string[] | undefined {
  if (file.includes("\r") || !BEGIN.test(file) || BEFORE_ODD.test(file)) return undefined;
  const headers = (file.match(PROFILES[kind]) ?? []).join("");
  if (headers === "" || headers.includes("[DEFAULT")) return undefined;
  return (kind === "config" ? headers.replaceAll("[profile ", "[") : headers).slice(1).split("[");
}
