import { ActasError } from "../../../base/errors.ts";
import { consoleHosts } from "../../../targets/endpoints/console-hosts.ts";
import { pageOfService } from "./page-of-service.ts";

/** The page of the console that is wanted. */
export interface Page {
  readonly service?: string | undefined;
  /** A path as the address bar shows it, or the whole address. */
  readonly path?: string | undefined;
  readonly region?: string | undefined;
}

/**
 * The address of a page of the console.
 *
 * @throws {ActasError} `usage` for an unknown service, and for an address that is not the console's; `unsupported` for a
 *   partition whose console is not public
 */
export function destination({ path, region, service }: Page): string {
  const { console } = consoleHosts(region);
  const url = URL.parse(path ?? (service ? pageOfService(service) : "console/home"), `${console}/`);
  if (!url || !isOfAws(url)) throw notTheConsole(path ?? "");
  if (region && path === undefined) url.searchParams.set("region", region);
  return url.href;
}

/** Sign-in pages send the browser nowhere else: an address of another host was meant to lead elsewhere. */
function isOfAws({ hostname, protocol, username }: URL): boolean {
  const ofAws = /(^|\.)(aws\.amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/;
  return protocol === "https:" && username === "" && ofAws.test(hostname);
}

function notTheConsole(path: string): ActasError {
  return new ActasError("usage", `cannot open ${path}: it is no page of the AWS console`, {
    hints: ["`--path /ec2/home#Instances:` names a page by its path"],
  });
}
