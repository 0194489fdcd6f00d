import { basename } from "node:path";
import { ActasError } from "../../../base/errors.ts";
import { holdPort } from "../../../system/ports/hold-port.ts";
import { reservePort } from "../../../system/ports/reserve-port.ts";
import { becomeCommand, commandNotFound } from "../../../system/processes/exec.ts";
import { ownArgv } from "../../../system/processes/own-argv.ts";
import { selfCommand } from "../../../system/processes/self-command.ts";
import type { AgentUse } from "../../asking/ask.ts";
import { requestEnvironment } from "../../environment/request-environment.ts";
import { askForTarget } from "../../target/ask-for-target.ts";
import type { TargetRequest } from "../../target/target-request.ts";
import { containerCommand } from "./container-command.ts";

interface InContainer {
  readonly targetRequest: TargetRequest;
  readonly agent: AgentUse;
  /** A command line of a container engine: the last words of our own. */
  readonly words: readonly string[];
  readonly inherited: readonly number[];
}

/**
 * Becomes the container engine, which starts a container with credentials of the target. The engine itself goes on with
 * the user's own environment: it may have to pull the image.
 *
 * @throws {ActasError} before it starts, if there are no credentials
 */
export async function runInContainer({ agent, inherited, targetRequest, words }: InContainer): Promise<never> {
  const [program = ""] = words;
  const start = containerCommand(words);
  if (!Bun.which(program)) throw commandNotFound(program, []);
  const port = freePort();
  // Reserved before anything listens: in the machine's own network another user could take it.
  const reserved = reservePort(port);
  const request = { ...targetRequest, environment: requestEnvironment() };
  const granted = await askForTarget(
    { request: "container-grant", for: request, program: basename(program), port, relay: selfCommand() },
    agent,
  );
  const started = await start(ownArgv(words.length), granted, port);
  return becomeCommand(started.words, {}, [...inherited, ...reserved, ...started.kept]);
}

function freePort(): number {
  using held = holdPort(0);
  if (!held) throw onMacos();
  return held.port;
}

function onMacos(): ActasError {
  return new ActasError(
    "unsupported",
    "cannot give credentials to a container on macOS: it is in a machine of its own",
    {
      hints: [
        "`actas exec --mode env TARGET -- docker run --env AWS_ACCESS_KEY_ID --env AWS_SECRET_ACCESS_KEY --env AWS_SESSION_TOKEN IMAGE`",
      ],
    },
  );
}
