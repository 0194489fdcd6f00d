// A browser for tests: `BROWSER="bun choose-first.ts"`.
import { chooseOnPage } from "../support/choose-on-page.ts";

await chooseOnPage(process.argv[2] ?? "", "keys-no-mfa");
