// Lists all roles of the portal at a URL as the agent does, and prints in JSON how many there were, and after how many
// milliseconds the first and all of them were known.
import { portalEndpoint } from "../../src/aws/identity-center/sso-endpoint.ts";
import { SsoPortal } from "../../src/aws/identity-center/sso-portal.ts";
import { Clock } from "../../src/base/clock.ts";
import { Secret } from "../../src/base/secret.ts";
import { listRoles } from "../../src/sources/identity-center/list-roles.ts";

const [url = ""] = process.argv.slice(2);
const start = performance.now();
const portal = new SsoPortal(portalEndpoint("eu-west-1", url), new Secret("bearer"), new Clock(), "once");
let found = 0;
let firstMs = 0;
await listRoles(portal, (roles) => {
  firstMs ||= performance.now() - start;
  found += roles.length;
});
console.log(JSON.stringify({ found, firstMs, allMs: performance.now() - start }));
