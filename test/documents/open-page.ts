// The browser of those who follow the pages: `BROWSER="bun open-page.ts"`. It signs in as ana to the sandbox it is in.
import { visit } from "../../src/sandbox/control/control-client.ts";

await visit(process.env.ACTAS_SANDBOX ?? "", process.argv[2] ?? "");
