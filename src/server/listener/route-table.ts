import { HttpRefusal } from "../http-refusal.ts";
import type { Route } from "../server-part.ts";

/** Which route answers a request. */
export class RouteTable {
  readonly #exact = new Map<string, Route[]>();
  readonly #below: (readonly [string, Route])[] = [];

  /** @throws {Error} when two routes have one method and path: a bug */
  constructor(routes: readonly Route[]) {
    for (const route of routes) {
      if (routes.some((other) => other !== route && other.path === route.path && other.method === route.method))
        throw new Error(`two routes answer ${route.method} ${route.path}`);
      if (route.path.endsWith("/*")) this.#below.push([route.path.slice(0, -1), route]);
      else this.#exact.set(route.path, [...(this.#exact.get(route.path) ?? []), route]);
    }
    // The longest is the most precise.
    this.#below.sort(([one], [other]) => other.length - one.length);
  }

  /** @throws {HttpRefusal} 404, 405 */
  find(method: string, path: string): Route {
    const there = this.#exact.get(path) ?? this.#below.filter(([start]) => isBelow(path, start)).map(([, one]) => one);
    // As RFC 9110 section 9.3.2 has it, HEAD is GET without the body.
    const route = there.find((one) => one.method === (method === "HEAD" ? "GET" : method));
    if (route) return route;
    if (there.length === 0) throw new HttpRefusal(404, "not_found", "cannot find this path");
    const allow = [...new Set(there.map((one) => one.method))].join(", ");
    throw new HttpRefusal(405, "method_not_allowed", `cannot ${method} this path`, { allow });
  }
}

/** Something follows, or a slash more would reach by the back door what another route answers. `/*` is every path. */
function isBelow(path: string, start: string): boolean {
  return path.startsWith(start) && (path !== start || start === "/");
}
