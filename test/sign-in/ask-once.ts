import { requestEnvironment } from "../../src/cli/environment/request-environment.ts";
import { askServer } from "../../src/http/ask-server.ts";
import { networkOf } from "../../src/network/network.ts";

/** Asks the server that is named on the command line, and prints what came of it. */
const [url = ""] = process.argv.slice(2);
console.log(
  await askServer({ url, method: "GET", network: networkOf(requestEnvironment()) }, "ask", "the server").then(
    ({ json }) => JSON.stringify(json),
    (error: Error) => error.message,
  ),
);
