import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { parseArgs } from "node:util";
import { clientsPage } from "./clients-page.ts";
import { commandsPage } from "./commands-page.ts";
import { findingsPage } from "./findings-page.ts";
import { jsonPage } from "./json-page.ts";
import { serverConfigurationPage } from "./server-configuration-page.ts";
import { serverMetricsPage } from "./server-metrics-page.ts";

const ROOT = join(import.meta.dir, "..");
const PAGES: Readonly<Record<string, () => string | Promise<string>>> = {
  "docs/reference/commands.md": commandsPage,
  "docs/reference/clients.md": clientsPage,
  "docs/reference/findings.md": findingsPage,
  "docs/reference/json.md": jsonPage,
  "docs/reference/server-configuration.md": serverConfigurationPage,
  "docs/reference/server-metrics.md": serverMetricsPage,
};
const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });

for (const [path, page] of Object.entries(PAGES)) await (values.check ? check : write)(path, await page());

async function write(path: string, page: string): Promise<void> {
  await mkdir(dirname(join(ROOT, path)), { recursive: true });
  await Bun.write(join(ROOT, path), page);
  console.error(`wrote ${path}`);
}

/** Fails when the page is not what would be written now. */
async function check(path: string, page: string): Promise<void> {
  const file = Bun.file(join(ROOT, path));
  if ((await file.exists()) && (await file.text()) === page) return;
  console.error(`actas: error: ${path} is stale: \`npm run docs\` writes it anew`);
  process.exit(1);
}
