import { expect, test } from "bun:test";
import { accounts } from "../support/made-up-roles.ts";
import { agentLending, NAMES, toAgent } from "../support/picker-agent.ts";
import { onScreen } from "../support/picker-screen.ts";
import { until } from "../support/until.ts";
import { withSandbox } from "../support/world.ts";

test.each([30, 40, 60, 80, 110, 150, 200])("in %p columns no role's name is cut, and no line is too long", (columns) =>
  withSandbox(async (world) => {
    using _ = agentLending(world);
    const size = { columns, rows: 60 };
    const args = ["whoami", "--pick", "--server", "corp"];
    const { screen, terminal } = await onScreen(world, { args, env: toAgent(world), size });
    for (const name of NAMES) {
      terminal.press(`\x15${name} 1111222233`);
      await screen.shows(new RegExp(`5 of 20[\\s\\S]*> ?${name.slice(0, columns - 4)}`));
      const joined = screen.lines.join("").replace(/\s+/g, "");
      expect(joined.split(name).length - 1).toBeGreaterThanOrEqual(5);
      for (const id of ["111122223333", "111122223337"]) expect(screen.text).toContain(id);
    }
    expect(screen.lines[0]).toStartWith("actas: act as: ");
    expect(Math.max(...screen.lines.map((line) => Bun.stringWidth(line)))).toBeLessThan(columns);
    terminal.press("\x1b");
    expect(await screen.afterwards()).toBe("");
  }),
);

test("columns stand below each other, whatever is in them", () =>
  withSandbox(async (world) => {
    using _ = agentLending(world);
    const args = ["whoami", "--pick", "--server", "corp"];
    const { screen, terminal } = await onScreen(world, { args, env: toAgent(world), size: { columns: 100, rows: 60 } });
    const drawn = (): string[] => screen.lines.filter((line) => / corp$/.test(line));
    // A drawing may arrive in pieces, and the count stands above the rows.
    await until("every row is drawn", () => drawn().length === 20);
    const rows = drawn();
    const places = rows.map((row) => Bun.stringWidth(row.slice(0, row.indexOf("1111222"))));
    expect([rows.length, new Set(places).size]).toEqual([20, 1]);
    expect(rows.join("\n")).toContain("team-7-sandbox-");
    expect(rows.join("\n")).toMatch(/team-7-\S+…\S+department2 /);
    terminal.press("\x1b");
    await terminal.exited;
  }));

test("the list follows the window, narrower and wider, and leaves nothing behind", () =>
  withSandbox(async (world) => {
    using _ = agentLending(world);
    const size = { columns: 110, rows: 40 };
    const { screen, terminal } = await onScreen(world, { env: toAgent(world), size });
    terminal.press("ReadOnly");
    await screen.shows(/act as: ReadOnly\n/);
    for (const columns of [50, 30, 45, 150, 80]) {
      screen.resize({ columns, rows: 40 });
      await until(`${columns} columns are used`, () => {
        const isDrawn = screen.text.split("act as: ReadOnly").length === 2;
        return isDrawn && screen.lines.every((line) => Bun.stringWidth(line) < columns);
      });
    }
    await screen.shows(/> readonly/);
    terminal.press("\x1b");
    expect(await screen.afterwards()).toBe("");
  }));

test.each([1000, 10_000])(
  "with five times %p roles there is a way to the last, and every key is answered",
  (count) =>
    withSandbox(async (world) => {
      using _ = agentLending(world, [...accounts(count)]);
      const args = ["whoami", "--pick", "--server", "corp"];
      const { screen, terminal } = await onScreen(world, { args, env: toAgent(world) });
      await screen.shows(new RegExp(` of ${count * 5} `));
      terminal.press("\x1b[F");
      await screen.shows(new RegExp(`> Deploy +team-${count - 1}-`));
      terminal.press(`team-${count - 1} billing`);
      await screen.shows(new RegExp(`1 of ${count * 5} [\\s\\S]*> Billing +team-${count - 1}-`));
      terminal.press("\x03");
      expect(await terminal.exited).toBe(130);
    }),
  60_000,
);
