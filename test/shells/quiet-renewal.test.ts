import { expect } from "bun:test";
import { needs } from "../support/needs.ts";
import { worldTestUnless } from "../support/world-test.ts";

worldTestUnless(
  needs("fish"),
  "what fish renews at its prompt says nothing there, and reads nothing of what is typed",
  async (world) => {
    const script = `actas shell init fish | source
      actas-as ben
      # As if the agent had been killed, and the program had something to say.
      set -g _actas_agent 99999999
      function _actas_ask; sh -c "echo said >&2; cat"; return 1; end
      emit fish_prompt
      cat`;
    const { status, stderr, stdout } = await world.runProgram(["fish", "-c", script], { input: "typed\n" });
    expect({ status, stderr, stdout }).toEqual({ status: 0, stderr: "", stdout: expect.stringContaining("typed\n") });
  },
);
