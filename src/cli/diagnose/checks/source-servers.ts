import { ActasError } from "../../../base/errors.ts";
import { shellArgument } from "../../../base/shell-word.ts";
import type { CredentialServerDefinition } from "../../../source-files/kinds/credential-server.ts";
import type { SourceDefinition } from "../../../source-files/source-definition.ts";
import { roleKindOf } from "../../../targets/kinds/kinds.ts";
import { knownSources } from "../../../targets/known-sources.ts";
import type { Check, CheckFinding } from "../check.ts";
import { clockFinding } from "../clock-finding.ts";
import { answerOf, probeOf } from "../probe.ts";
import type { Scene } from "../scene.ts";

/** More are not asked: a list of them would hide the rest of the report. */
const MOST_ASKED = 8;

/**
 * Whether the servers of the sources can be reached from here, agree on what time it is, and answer as credential servers
 * where they are some. Of what the user has, nothing is sent to them.
 */
export const sourceServers: Check = {
  name: "servers",
  run: async (scene) => {
    const { definitions, environment, files } = scene;
    if (definitions instanceof ActasError || files instanceof ActasError) return [];
    const { sources } = knownSources(files, definitions, environment);
    const found = await Promise.all(sources.slice(0, MOST_ASKED).map((source) => findingsOf(source, scene)));
    const wrong = found.flat();
    if (wrong.length > 0 || sources.length === 0) return wrong;
    const all = sources.length > MOST_ASKED ? `the first ${MOST_ASKED} sources` : "all sources";
    return [{ severity: "fine", words: `the servers of ${all} answer, and agree with this machine's clock` }];
  },
};

async function findingsOf(source: SourceDefinition, scene: Scene): Promise<CheckFinding[]> {
  const origins = new Set(
    roleKindOf(source)
      .servers(source)
      .map((url) => new URL(url).origin),
  );
  const found = await Promise.all([...origins].map((origin) => findingOf(origin, source, scene)));
  const wrong = found.filter((one) => one !== undefined);
  return wrong.length > 0 || source.kind !== "credential-server" ? wrong : unlikeOne(source);
}

async function unlikeOne(source: CredentialServerDefinition): Promise<CheckFinding[]> {
  const { serverProblems } = await import("../../setup/check-server.ts");
  const problems = await serverProblems(source).catch((error: unknown) => {
    if (error instanceof ActasError) return [error.message];
    throw error;
  });
  return problems.map((words) => ({
    severity: "warning",
    words: `"${source.id}" does not answer as a credential server: ${words}`,
    mend: [`check \`url\` in ${source.origin}, and ask who runs the server`],
  }));
}

async function findingOf(
  origin: string,
  { id, network = {} }: SourceDefinition,
  scene: Scene,
): Promise<CheckFinding | undefined> {
  const { host } = new URL(origin);
  const { answer, askedAt, isSetUpWrong } = await answerOf(`${origin}/`, network, `"${id}"`);
  if (!(answer instanceof ActasError)) return clockFinding(askedAt, answer.headers, `that of ${host}`);
  const reason = answer.message.replace(/^cannot look at it: /, "");
  // Without any network that is no fault of the source's.
  const hasNetwork = !((await probeOf(scene)).answer instanceof ActasError);
  if (!isSetUpWrong && !hasNetwork) return { severity: "unknown", words: `not checked: ${reason}` };
  return { severity: "warning", words: reason, mend: [...answer.hints, `actas login ${shellArgument(id)}`] };
}
