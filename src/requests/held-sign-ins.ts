import type { SourceMessage } from "../agent-api/messages.ts";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { ActasError } from "../base/errors.ts";
import { signInKey } from "../cache/cache-key.ts";
import { sameUrl } from "../source-files/same-url.ts";
import type { SourceDefinition } from "../source-files/source-definition.ts";
import type { SignIn } from "../sources/sign-ins.ts";
import { definitionNamed } from "./known-sources.ts";
import type { Readers } from "./read-files.ts";
import type { RequestTools } from "./request-tools.ts";

/** What a name means: sign-ins that are held, and the source of that name in the files, if that had to be looked up. */
interface Meant {
  readonly held: readonly SignIn[];
  readonly source?: SourceDefinition;
}

/**
 * The sign-ins that a user means by the id or URL they were made under, whatever has become of the files since; else by
 * what the files say now.
 *
 * @throws {ActasError} `source-not-found`, `usage`, `configuration` when no sign-in is meant, and no source either
 */
export async function signInsNamed(
  name: string,
  tools: Readers & Pick<RequestTools, "signIns">,
  environment: RequestEnvironment,
): Promise<Meant> {
  const { signIns } = tools;
  const byId = signIns.list().filter(({ source }) => source === name);
  if (byId.length > 0) return { held: byId };
  const byUrl = signIns.list().filter((signIn) => sameUrl(signIn.kind, signIn.url, name));
  try {
    const source = await definitionNamed(name, tools, environment);
    const held = signIns.get(signInKey(source));
    return { source, held: held ? [held] : byUrl };
  } catch (error) {
    if (byUrl.length !== 1 || !(error instanceof ActasError)) throw error;
    return { held: byUrl };
  }
}

/**
 * What describes the source of a sign-in, what counts more first: the files as they are now, if they mean the same
 * source, then what it was made with. An older version did not keep that: then the URL decides who is meant.
 */
export async function definitionsOf(
  { definition, key, kind, source, url }: SignIn,
  readers: Readers,
  environment: RequestEnvironment,
): Promise<readonly SourceDefinition[]> {
  const found = await definitionNamed(source, readers, environment).catch(() => undefined);
  const isSame = found && (definition ? signInKey(found) === key : found.kind === kind && found.url === url);
  return [isSame ? found : undefined, definition].filter((one) => one !== undefined);
}

/** A source and its sign-in, if any, for lists. */
export function messageOf(source: SourceDefinition, signIn: SignIn | undefined): SourceMessage {
  const { id, kind, origin, url } = source;
  return { id, kind, url, origin, ...(signIn && { signIn: stateOf(signIn) }) };
}

/** The sign-ins whose source no file describes any more, or describes otherwise now. */
export function withoutSource(signIns: readonly SignIn[], sources: readonly SourceDefinition[]): SourceMessage[] {
  const described = new Set(sources.map(signInKey));
  return signIns
    .filter(({ key }) => !described.has(key))
    .map((signIn) => ({
      ...{ id: signIn.source, kind: signIn.kind, url: signIn.url, origin: signIn.definition?.origin ?? "" },
      signIn: stateOf(signIn),
    }));
}

function stateOf({ expiration, person, renewable }: SignIn): NonNullable<SourceMessage["signIn"]> {
  return {
    ...(person && { person }),
    renewable,
    ...(expiration && { expiration: expiration.toISOString() }),
  };
}
