import { expect, test } from "bun:test";
import { join } from "node:path";
import type { FromAgent, Sent } from "../../src/agent-api/messages.ts";
import type { RoleEntry } from "../../src/base/role-entry.ts";
import { accounts } from "../support/made-up-roles.ts";
import { ScriptedAgent } from "../support/scripted-agent.ts";
import { until } from "../support/until.ts";
import { type World, withSandbox } from "../support/world.ts";

type Answer = (request: Sent, say: (message: FromAgent) => void) => void;

/** An agent that knows these roles, and answers everything else with an empty environment. */
function agentWith(world: World, roles: Iterable<readonly RoleEntry[]>, end?: FromAgent): ScriptedAgent & Disposable {
  const answer: Answer = (request, say) => {
    if (request.request === "sources") return say({ type: "result", result: { sources: [], problems: [] } });
    if (request.request !== "roles")
      return say({ type: "result", result: { environment: { PICKED: "yes" }, actsAs: {} } });
    for (const some of roles) say({ type: "roles", source: "corp", roles: some });
    say(end ?? { type: "result", result: { sources: [{ id: "corp", url: "https://corp.example", signedIn: true }] } });
  };
  return new ScriptedAgent(socketOf(world), answer);
}

function socketOf({ home }: World): string {
  return join(home, "scripted", "agent.sock");
}

function picking(world: World, command: string): ReturnType<World["terminalProgram"]> {
  return world.terminalProgram(["sh", "-c", command], { env: { ACTAS_AGENT_SOCK: socketOf(world) } });
}

test("a role is found among 5,000 by typing parts of it, and the command acts as that role", () =>
  withSandbox(async (world) => {
    using agent = agentWith(world, accounts(1000));
    const terminal = picking(world, "actas exec --mode env --pick -- sh -c 'echo \"picked: $PICKED\"'");
    await terminal.waitFor(/of 50\d\d\b/);
    terminal.press("team-77-dev admin");
    await terminal.waitFor(/> AdministratorAccess {2}team-77-dev {2,}100000000077 {2}corp/);
    terminal.press("\r");
    await terminal.waitFor(/picked: yes/);
    expect(await terminal.exited).toBe(0);
    expect(agent.requests.at(-1)).toMatchObject({
      request: "environment",
      for: { source: "corp", target: "100000000077/AdministratorAccess", interaction: "allowed" },
    });
  }));

test("what the terminal was like, it is again, and the command has it to itself", () =>
  withSandbox(async (world) => {
    using _ = agentWith(world, accounts(1));
    const terminal = picking(
      world,
      "actas exec --mode env --pick --server corp -- sh -c 'read line && echo \"read: $line\"'",
    );
    await terminal.waitFor(/5 of 5/);
    expect(terminal.modes).toEqual({ echo: false, lines: false });
    terminal.press("\r");
    await until("lines are edited again", () => terminal.modes.lines);
    expect(terminal.modes).toEqual({ echo: true, lines: true });
    terminal.type("hello");
    await terminal.waitFor(/read: hello/);
    expect(await terminal.exited).toBe(0);
  }));

test("profiles can be chosen too; the arrow keys move, and nothing of the list stays on standard output", () =>
  withSandbox(async (world) => {
    using agent = agentWith(world, []);
    const terminal = picking(world, "actas export --shell sh --pick >out && cat out");
    await terminal.waitFor(/staging .*profile/);
    terminal.press("profile");
    await terminal.waitFor(/> ana .*profile/);
    terminal.press("\x1b[B");
    await terminal.waitFor(/> ben .*profile/);
    terminal.press("\x1b[A\x15staging\r");
    await terminal.waitFor(/export PICKED='yes'/);
    expect(await terminal.exited).toBe(0);
    expect(agent.requests.at(-1)).toMatchObject({ for: { sourceProfile: "staging" } });
    expect(await Bun.file(join(world.home, "out")).text()).toStartWith("export ");
  }));

test("ctrl-C ends the command as it would end any other, and leaves the terminal as it was", () =>
  withSandbox(async (world) => {
    using agent = agentWith(world, accounts(1));
    const terminal = picking(world, "actas exec --pick -- touch ran");
    await terminal.waitFor(/act as/);
    terminal.press("\x03");
    expect(await terminal.exited).toBe(130);
    expect(terminal.modes).toEqual({ echo: true, lines: true });
    expect(agent.requests.every(({ request }) => ["sources", "roles"].includes(request))).toBe(true);
  }));

test("a list that grows keeps what was typed", () =>
  withSandbox(async (world) => {
    let sayLater: ((message: FromAgent) => void) | undefined;
    using _ = new ScriptedAgent(socketOf(world), (request, say) => {
      if (request.request === "roles") sayLater = say;
      else say({ type: "result", result: { environment: {} } });
    });
    const terminal = picking(world, "actas exec --mode env --pick --server corp -- true");
    await terminal.waitFor(/reading more/);
    terminal.press("billing");
    await terminal.waitFor(/act as: billing/);
    await until("roles are asked for", () => sayLater);
    sayLater?.({ type: "roles", source: "corp", roles: [...accounts(1)][0]! });
    await terminal.waitFor(/> Billing {2,}team-0-prod {2}100000000000 {2}corp/);
    terminal.press("\r");
    expect(await terminal.exited).toBe(0);
  }));

test("why some roles are not there is said below the list", () =>
  withSandbox(async (world) => {
    const failure = "it cannot be reached";
    const end: FromAgent = {
      type: "result",
      result: { sources: [{ id: "other", url: "", signedIn: true, failure }] },
    };
    using _ = agentWith(world, accounts(1), end);
    const terminal = picking(world, "actas whoami --pick");
    await terminal.waitFor(/other: it cannot be reached/);
    terminal.press("\x03");
    expect(await terminal.exited).toBe(130);
  }));

test("where no user can choose it says so", () =>
  withSandbox(async (world) => {
    const { status, stderr } = await world.run(["export", "--pick"]);
    expect(status).toBe(2);
    expect(stderr).toContain("cannot show the list of targets: there is no terminal");
  }));

test("without an agent nobody is signed in to a source, and it says so rather than show an empty list", () =>
  withSandbox(async (world) => {
    const terminal = world.terminal(["whoami", "--no-agent", "--pick", "--server", "corp"]);
    expect(await terminal.exited).toBe(2);
    expect(terminal.screen).toContain(
      'actas: error: cannot show the list of targets: with `--no-agent` nobody is signed in to "corp"\n' +
        "actas: hint: name the target; `actas list roles --no-agent corp` shows which there are\n",
    );
  }));
