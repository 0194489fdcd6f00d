import type { z } from "zod/mini";
import { ActasError } from "../base/errors.ts";
import { nearestName } from "../base/nearest-name.ts";
import { NotJson, parseCommentedJson } from "../files/commented-json.ts";
import type { ProjectFile } from "./find-project-file.ts";
import { AssumeRoleShape, MairuShape, type Narrowing, ProjectFileShape } from "./project-file-shape.ts";

/** The settings in a project file, by its own keys. None of them is secret. */
export type ProjectSettings = Named & Narrowing;

/** The id or URL of a source and one of its roles, or a profile of the AWS files. */
type Named = { readonly server: string; readonly role: string } | { readonly profile: string };

/** The values that a key allows, for messages; all other keys allow text. */
const TAKES: Readonly<Record<string, string>> = {
  mode: "`container` or `env`",
  account: "12 digits in quotes",
  assume_role: "an object",
  "assume_role.role_arn": "the ARN of an IAM role",
  "assume_role.duration_seconds": "a whole number of seconds",
};

/**
 * Parses a project file: JSON, in which comments are allowed.
 *
 * @throws {ActasError} `configuration` naming the key at fault, and nothing else of the file
 */
export function parseProjectFile({ path, bytes }: ProjectFile): ProjectSettings {
  const shape = path.endsWith("/.mairu.json") ? MairuShape : ProjectFileShape;
  const parsed = shape.safeParse(withoutNulls(json(path, bytes)));
  if (!parsed.success) throw misshapen(path, parsed.error.issues[0]!, Object.keys(shape.shape));
  const { $schema: _, server, role, profile, ...narrowing }: z.infer<typeof ProjectFileShape> = parsed.data;
  if (profile && !server && !role) return { profile, ...narrowing };
  if (server && role && !profile) return { server, role, ...narrowing };
  throw unusable(path, "it has to name either `server` and `role`, or `profile`");
}

function json(path: string, bytes: Uint8Array): unknown {
  try {
    return parseCommentedJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (error) {
    throw unusable(path, error instanceof NotJson ? error.reason : "it is not text in UTF-8");
  }
}

/** Some tools write null for an absent value. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const present = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(present.map(([key, member]) => [key, withoutNulls(member)]));
}

function misshapen(path: string, issue: z.core.$ZodIssue, known: readonly string[]): ActasError {
  const place = issue.path.join(".");
  if (issue.code === "unrecognized_keys") return unknownKey(path, place, issue.keys[0] ?? "", known);
  if (place === "") return unusable(path, "it is not one JSON object");
  return unusable(path, `its key \`${place}\` must be ${TAKES[place] ?? "plain text"}`);
}

function unknownKey(path: string, place: string, key: string, known: readonly string[]): ActasError {
  const meant = nearestName(key, place ? Object.keys(AssumeRoleShape.shape) : known);
  const hints = meant ? [`did you mean \`${meant}\`?`] : [];
  return unusable(path, `its key \`${place ? `${place}.` : ""}${key}\` is unknown`, hints);
}

function unusable(path: string, reason: string, hints: readonly string[] = []): ActasError {
  return new ActasError("configuration", `cannot use ${path}: ${reason}`, { hints });
}
