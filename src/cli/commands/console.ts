import { parseDuration } from "../../base/duration.ts";
import { ActasError } from "../../base/errors.ts";
import type { Actions } from "../command-line/action.ts";
import { requireBrowser } from "../delivery/console/browser-with.ts";
import type { ConsoleWishes } from "../delivery/console/console-as.ts";
import { destination } from "../delivery/console/destination.ts";
import { meantService } from "../delivery/console/meant-service.ts";
import { requestEnvironment } from "../environment/request-environment.ts";
import { askForTarget } from "../target/ask-for-target.ts";
import { chosenTarget } from "../target/chosen-target.ts";
import { agentUseFrom, type CredentialFlags } from "../target/credential-flags.ts";
import { namesNoTarget } from "../target/names-no-target.ts";
import { typedRegion } from "../target/typed-region.ts";
import { userIsThere } from "../terminal/asking-problem.ts";

interface ConsoleFlags extends CredentialFlags {
  readonly browser?: string;
  readonly browserProfile?: string;
  readonly destination?: string;
  readonly issuer?: string;
  readonly path?: string;
  readonly printUrl?: true;
  readonly service?: string;
  readonly via: "federation" | "portal";
}

/** `actas console [TARGET]` */
export const consoleActions: Actions = {
  "": async (target: string | undefined, { duration, ...flags }: ConsoleFlags) => {
    const { browser, browserProfile, issuer, path = flags.destination, printUrl, region, service } = flags;
    const page = { path, service };
    // What cannot be opened is said before anything is asked.
    destination({ ...page, region: region && typedRegion(region) });
    requireBrowser({ browser, browserProfile });
    const durationSeconds = duration === undefined ? undefined : sessionSeconds(duration);
    const wishes = { browser, browserProfile, durationSeconds, issuer, page, printUrl };
    await openedAs(target, flags, wishes).catch((error: unknown) => {
      throw meantService(error, { server: flags.server, target });
    });
  },
};

/** Where nothing says what is meant, a user who is there chooses it. */
async function openedAs(
  target: string | undefined,
  flags: Omit<ConsoleFlags, "duration">,
  wishes: ConsoleWishes,
): Promise<void> {
  const pick = flags.pick || (target === undefined && namesNoTarget(flags) && userIsThere());
  const { targetRequest } = await chosenTarget(target, { ...flags, ...(pick && { pick }) });
  const request = { ...targetRequest, environment: requestEnvironment() };
  if (flags.via === "portal") return (await import("../delivery/console/portal.ts")).viaPortal(request, wishes);
  const asked = { request: "environment", for: request, delivery: "console" } as const;
  const { actsAs, environment } = await askForTarget(asked, agentUseFrom(flags));
  const { consoleAs } = await import("../delivery/console/console-as.ts");
  await consoleAs({ account: actsAs.account, environment }, wishes);
}

/** @throws {ActasError} `usage` */
function sessionSeconds(typed: string): number {
  const seconds = parseDuration(typed);
  if (seconds >= 900 && seconds <= 43_200) return seconds;
  throw new ActasError("usage", `cannot open the console for ${typed}: a session lasts 15m to 12h`);
}
