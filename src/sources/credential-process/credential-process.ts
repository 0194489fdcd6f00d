import { parseProcessCredentials } from "../../aws/process-credentials.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { refuseEnded } from "../../base/refuse-ended.ts";
import { tokenProblem } from "../../base/token-problem.ts";
import { ownSurroundings } from "../../system/own-surroundings.ts";
import { shellOutput } from "../../system/shell-output.ts";
import { kindOf } from "../../targets/kinds/kinds.ts";
import { refuseUsersFlags } from "../../targets/refuse-flags.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import { resolvingVariable, stepOf, stepsBefore } from "../../targets/resolving.ts";
import { usersKeys } from "../long-term-keys/users-keys.ts";
import type { SourceResult, SourceTools } from "../source.ts";
import { lastWords } from "./last-words.ts";

/** As the Go SDK: a process that takes longer is stuck on something it will not get here. */
const TIMEOUT_MS = 60_000;

/**
 * A `credential_process` of another program: run by the shell without a terminal, as the SDKs run it. Keys without a
 * session token are an IAM user's, and are treated as if they stood in the profile.
 */
export function credentialProcess(
  target: ResolvedTarget<"credential-process">,
  tools: SourceTools,
): Promise<SourceResult> {
  return credentialProcessWithin(TIMEOUT_MS, target, tools);
}

/** The same with another time limit. */
export async function credentialProcessWithin(
  timeoutMs: number,
  target: ResolvedTarget<"credential-process">,
  tools: SourceTools,
): Promise<SourceResult> {
  const process = target.source;
  const giver = kindOf(process).giver(process);
  const cannot = (reason: string, said = ""): ActasError =>
    new ActasError("access-denied", `cannot get credentials from ${giver}: ${reason}`, {
      hints: [
        ...lastWords(said).map((line) => `it said: ${line}`),
        "run its command by hand to see what it says; it must work without a terminal",
      ],
    });
  const { environment } = tools.request;
  const { directory, environment: variables } = process.surroundings ?? ownSurroundings();
  const steps = [...stepsBefore(environment), stepOf(process.profile, process.command, environment)];
  const around = { directory, environment: { ...variables, ...resolvingVariable(steps) } };
  const begun = tools.commands && ((pid: number) => tools.commands!.begin(pid, steps));
  const credentials = parse(await shellOutput(process.command, timeoutMs, cannot, around, begun, "kept"), cannot);
  refuseEnded(credentials, giver, tools.clock);
  const problem = tokenProblem(credentials);
  if (problem) throw cannot(problem);
  if (!credentials.sessionToken) return usersKeys(credentials, process, target, tools);
  refuseUsersFlags(tools.request, target, `${giver} prints temporary credentials`);
  return { credentials, remaining: target.chain };
}

function parse(output: string, cannot: (reason: string) => ActasError): Credentials {
  const credentials = parseProcessCredentials(json(output), cannot);
  if (!credentials) throw cannot("it printed something else than the JSON that AWS describes");
  return credentials;
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
