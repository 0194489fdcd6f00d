/** One line of a scenario: an action or an expectation. */
export interface Step {
  /** File, line and text, for the report. */
  readonly at: string;
  /** Whether the line starts with `!`: the command must fail, or the pattern must be absent. */
  readonly sense: "plain" | "negated";
  readonly verb: string;
  readonly rest: string;
}

/** A user's terminal as text: what the user types and sees, and the files that exist before. */
export interface Scenario {
  /** The tools that the scenario needs, from its line `needs TOOL…`. */
  readonly tools: readonly string[];
  readonly steps: readonly Step[];
  readonly files: readonly { readonly path: string; readonly text: string }[];
}

/** Reads a scenario: steps, then files, each after a line `-- PATH --`. Ignores empty lines and lines with `#`. */
export function readScenario(name: string, text: string): Scenario {
  const [script = "", ...parts] = text.split(/^-- (.+) --\n/m);
  const lines = script.split("\n").map((line, index) => ({ line, at: `${name}:${index + 1}: ${line}` }));
  const steps = lines
    .filter(({ line }) => line.trim() !== "" && !line.startsWith("#"))
    .map(({ line, at }): Step => {
      const [, not, verb = "", rest = ""] = /^(! )?(\S+) ?(.*)$/.exec(line) ?? [];
      return { at, sense: not ? "negated" : "plain", verb, rest };
    });
  const isNeeds = ({ verb }: Step): boolean => verb === "needs";
  const tools = steps.filter(isNeeds).flatMap(({ rest }) => rest.split(" "));
  const paths = parts.filter((_, index) => index % 2 === 0);
  const files = paths.map((path, index) => ({ path, text: parts[index * 2 + 1] ?? "" }));
  return { tools, steps: steps.filter((step) => !isNeeds(step)), files };
}
