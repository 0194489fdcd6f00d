import type { CredentialRequest } from "../src/base/credential-request.ts";
import { ActasError } from "../src/base/errors.ts";
import { parseFile } from "../src/profiles/parse-file.ts";
import type { ProfileFiles } from "../src/profiles/profile-reader.ts";
import { parseSourceFile } from "../src/source-files/parse-source-file.ts";
import { NO_SOURCES, type SourceDefinitions, withPlace } from "../src/source-files/source-definitions.ts";
import type { DeliveryKind } from "../src/targets/profile-chain.ts";
import { resolveTarget } from "../src/targets/resolve-target.ts";
import type { ResolvedTarget } from "../src/targets/resolved-target.ts";

/** The two AWS files as if they had been read from `/home/ana/.aws`. */
export async function profileFiles({ config = "", credentials = "" }): Promise<ProfileFiles> {
  const file = async (path: string, text: string): Promise<ProfileFiles["config"]> => ({
    path,
    sections: await parseFile(text, path),
  });
  return {
    config: await file("/home/ana/.aws/config", config),
    credentials: await file("/home/ana/.aws/credentials", credentials),
  };
}

/** What {@link resolve} is given besides the files. */
interface Asked extends Partial<CredentialRequest> {
  readonly credentials?: string;
  readonly delivery?: DeliveryKind;
  /** Those of the source files. */
  readonly definitions?: SourceDefinitions;
}

/** Resolves a target against files given as text. */
export async function resolve(
  config: string,
  { credentials = "", delivery = "other", definitions = NO_SOURCES, ...request }: Asked = {},
): Promise<ResolvedTarget> {
  const files = await profileFiles({ config, credentials });
  return resolveTarget(
    { freshness: "cached", interaction: "allowed", environment: {}, ...request },
    files,
    definitions,
    {
      delivery,
    },
  );
}

/** The error that {@link resolve} ends with, as plain data; its `message` when nothing failed is "none". */
export async function refusal(
  config: string,
  asked: Asked = {},
): Promise<Pick<ActasError, "code" | "message" | "hints">> {
  try {
    await resolve(config, asked);
  } catch (error) {
    if (!(error instanceof ActasError)) throw error;
    return { code: error.code, message: error.message, hints: error.hints };
  }
  return { code: "bug", message: "none", hints: [] };
}

/** The sources that files with these contents describe, as if they had been read from one folder. */
export function sourceDefinitions(...contents: readonly object[]): SourceDefinitions {
  const found = contents.map((content, index) => parseSourceFile(JSON.stringify(content), `/sources.d/${index}.json`));
  return withPlace(NO_SOURCES, found);
}
