import { expect } from "bun:test";
import { chmodSync } from "node:fs";
import { needs, pathOf } from "../../support/needs.ts";
import { asOrdinaryUser, needsRoot } from "../../support/ordinary-user.ts";
import { worldTestUnless } from "../../support/world-test.ts";

/** What a program would do that has come by the variables of the shell, and what it prints of it. */
const TAKE = `
echo "target \${ACTAS_TARGET-none}, keys \${AWS_ACCESS_KEY_ID-none}"
if [ -n "\${AWS_CONTAINER_CREDENTIALS_FULL_URI-}" ]; then
  curl -s -H "Authorization: $AWS_CONTAINER_AUTHORIZATION_TOKEN" "$AWS_CONTAINER_CREDENTIALS_FULL_URI" | cut -d, -f1
  cat "$AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE" 2>/dev/null
fi
ls "$ACTAS_AGENT_SOCK" "$XDG_RUNTIME_DIR" 2>/dev/null
:`;

const NOTHING = "target none, keys none\n";
const REFUSED = 'target ben, keys none\n{"Code":"OtherUser"\n';
const OWN = ["sh", "-c"];
/** How a user becomes another one, and what that one then gets. */
const WAYS: Readonly<Record<string, { words: readonly string[]; gets: string }>> = {
  su: { words: ["su", "-s", "/bin/sh", "nobody", "-c"], gets: REFUSED },
  "su -m": { words: ["su", "-m", "-s", "/bin/sh", "nobody", "-c"], gets: REFUSED },
  "su -": { words: ["su", "-", "-s", "/bin/sh", "nobody", "-c"], gets: NOTHING },
  sudo: { words: ["sudo", "-u", "nobody", ...OWN], gets: NOTHING },
  "sudo -E": { words: ["sudo", "-E", "-u", "nobody", ...OWN], gets: REFUSED },
  setpriv: { words: asOrdinaryUser(OWN), gets: REFUSED },
};

worldTestUnless(
  needsRoot() ?? needs("bash", "su", "sudo", "curl"),
  "another user gets no credentials by the variables of a shell that acts as a target, however they come there",
  async (world) => {
    chmodSync(world.home, 0o755);
    const ways = Object.values(WAYS).map(({ words }) => words);
    // Each in the shell that acts, with the text as its last word.
    const script = `eval "$(actas shell init bash --name act)"; act ben
      become() { "$@" "$TAKE"; echo ===; }
      ${ways.map((words) => `become ${words.join(" ")}`).join("\n")}
      become sh -c | grep -o '"AccessKeyId"'`;
    const { stderr, stdout } = await world.runProgram([pathOf("bash") ?? "bash", "-c", script], { env: { TAKE } });
    const got = stdout.split("===\n");
    expect(Object.keys(WAYS).map((way, index) => [way, got[index]])).toEqual(
      Object.entries(WAYS).map(([way, { gets }]) => [way, gets]),
    );
    // The shell's own user does get them.
    expect(got.at(-1)).toBe('"AccessKeyId"\n');
    expect(stderr.replace(/^su: warning: .*\n/gm, "")).toBe("");
  },
);
