import { accounts } from "../test/support/made-up-roles.ts";
import { needs } from "../test/support/needs.ts";
import { agentLending, toAgent } from "../test/support/picker-agent.ts";
import { OpenPicker } from "../test/support/picker-page.ts";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";
import { summarise } from "./statistics.ts";

const ROUNDS = 5;
const ROLES = 5_000;
const TYPED = "team prod administrator";
const NOT_INSTALLED = "Chromium is not installed";

/** In the page: milliseconds from the next key to the frame that shows other rows. */
const NEXT_KEY = `globalThis.answered = new Promise((done) => addEventListener("keydown", () => {
  const start = performance.now();
  const seen = new MutationObserver(() => {
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
  });
  seen.observe(document.querySelector("[role=listbox]"), { childList: true });
}, { capture: true, once: true })); undefined`;
/** In the page: milliseconds from the visit to the first frame that the browser has painted. */
const FIRST_PAINT = `performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0`;

/** How soon the page of `--pick browser` is there, has all roles, and answers a key. */
export async function measurePickerPage(world: World): Promise<readonly Result[]> {
  if (needs("chromium")) return [{ name: "`--pick browser`", measured: NOT_INSTALLED }];
  const times = { paint: [] as number[], full: [] as number[], key: [] as number[] };
  using _ = agentLending(world, [[...accounts(ROLES / 5)].flat()]);
  for (let round = 0; round < ROUNDS; round++) await measureOnce(world, times);
  return [
    row("`--pick browser`, first paint of the page", times.paint),
    row("`--pick browser`, the page counts 5,000 roles", times.full),
    row("`--pick browser`, from a key to the rows it finds among 5,000", times.key),
  ];
}

async function measureOnce(
  world: World,
  times: { readonly paint: number[]; readonly full: number[]; readonly key: number[] },
): Promise<void> {
  const words = ["whoami", "--pick", "browser", "--server", "corp"];
  await using picker = await OpenPicker.open(world, words, { env: toAgent(world) });
  const { page } = picker.browser;
  await picker.counted(`${ROLES} of ${ROLES}`);
  times.full.push(Number(await page.evaluate("performance.now()")));
  times.paint.push(Number(await page.evaluate(FIRST_PAINT)));
  for (const letter of TYPED) {
    await page.evaluate(NEXT_KEY);
    await page.keyboard.press(letter === " " ? "Space" : letter);
    times.key.push(Number(await page.evaluate("globalThis.answered")));
  }
  picker.terminal.press("\x03");
  await picker.terminal.exited;
}

function row(name: string, times: readonly number[]): Result {
  const { median, p95 } = summarise(times);
  return { name, measured: `${median.toFixed(0)} ms (p95 ${p95.toFixed(0)})` };
}
