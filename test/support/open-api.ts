import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Member = { readonly [key: string]: Json };

interface Documented {
  readonly headers?: Readonly<Record<string, Member>>;
  readonly content?: Readonly<Record<string, { readonly schema: Member }>>;
}

interface Operation {
  readonly security?: readonly Member[];
  readonly responses: Readonly<Record<string, Documented>>;
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

/** The description of an HTTP interface, with every reference put in its place. */
export class OpenApi {
  readonly #description: Description;
  readonly #seen = new Set<string>();

  constructor(file: string) {
    const whole = JSON.parse(readFileSync(join(import.meta.dir, "../../docs/reference", file), "utf8")) as Member;
    this.#description = resolved(whole, whole) as unknown as Description;
  }

  /** Each path with a method, such as `POST /mfa`. */
  get operations(): ReadonlyMap<string, Operation> {
    return new Map(
      Object.entries(this.#description.paths).flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const),
      ),
    );
  }

  /** What an answer has that the description does not have; empty where they agree. */
  async differences(operation: string, answer: Response): Promise<readonly string[]> {
    const documented = this.operations.get(operation)?.responses[answer.status];
    if (!documented) return [`${operation} has no status ${answer.status}`];
    this.#seen.add(`${operation} ${answer.status}`);
    const type = answer.headers.get("content-type")?.split(";")[0] ?? "";
    const content = documented.content?.[type];
    const text = await answer.text();
    if (!documented.content) return text === "" ? [] : [`${operation} ${answer.status} has a body`];
    if (!content) return [`${operation} ${answer.status} is of the type ${type}`];
    const values =
      type === "application/x-ndjson" ? text.split("\n").filter(Boolean).map(parse) : [valueIn(type, text)];
    return values.flatMap((value) => {
      const { error, success } = z.fromJSONSchema(content.schema as never).safeParse(value);
      return success ? [] : [`${operation} ${answer.status}: ${z.prettifyError(error)} in ${JSON.stringify(value)}`];
    });
  }

  /** What is described and was never answered. */
  get neverSeen(): readonly string[] {
    const all = [...this.operations].flatMap(([name, { responses }]) =>
      Object.keys(responses).map((status) => `${name} ${status}`),
    );
    return all.filter((one) => !this.#seen.has(one));
  }
}

function valueIn(type: string, text: string): unknown {
  return type === "application/json" ? parse(text) : text;
}

function parse(text: string): unknown {
  return JSON.parse(text);
}

function resolved(value: Json, whole: Member): Json {
  if (Array.isArray(value)) return value.map((one) => resolved(one, whole));
  if (value === null || typeof value !== "object") return value;
  const { $ref } = value as Member;
  if (typeof $ref === "string") return resolved(at($ref, whole), whole);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, resolved(one, whole)]));
}

function at(reference: string, whole: Member): Json {
  return reference
    .slice(2)
    .split("/")
    .reduce<Json>((found, key) => (found as Member)[key] ?? {}, whole);
}
