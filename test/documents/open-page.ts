// The browser of those who follow the pages: `BROWSER="bun open-page.ts"`. It signs in as ana to the sandbox it is in,
// or to the team's server there, and chooses from the list.
import { visit } from "../../src/sandbox/control/control-client.ts";
import { chooseOnPage } from "../support/choose-on-page.ts";
import { visitTeam } from "../support/team/visit-team.ts";

const [, , address = ""] = process.argv;
const { pathname } = new URL(address);
if (pathname.startsWith("/console/")) await fetch(address);
else if (pathname.startsWith("/pick/")) await chooseOnPage(address, "data read");
else if (process.env.ACTAS_SERVER_CONFIG) await visitTeam(address, "ana");
else await visit(process.env.ACTAS_SANDBOX ?? "", address);
