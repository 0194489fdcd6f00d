import { z } from "zod/mini";
import { parseRoleArn } from "../base/arn.ts";
import { AllowShape, ContactShape, TargetsShape } from "./allow-shape.ts";

/** A pattern that no number of an account fits was meant for another key, or is misspelt: it would refuse nothing. */
function mayBeAccount(pattern: string): boolean {
  return /^[\d*]+$/.test(pattern) && (pattern.includes("*") ? digits(pattern) <= 12 : digits(pattern) === 12);
}

function digits(pattern: string): number {
  return pattern.replaceAll("*", "").length;
}

/** A whole ARN must be a role's: that of a session, which `whoami` prints, is never a target. */
function mayBeRole(pattern: string): boolean {
  return !pattern.startsWith("arn:") || pattern.includes("*") || parseRoleArn(pattern) !== undefined;
}

/** It would be part of the name, and fit nothing. */
const NO_BLANK_AROUND = z.refine<string>((text) => text.trim() === text, "it begins or ends with a blank");

/** The colours of a prompt, by their numbers on a terminal. */
export const COLOURS = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"] as const;

/** Targets that are refused. Every part of an entry must match; `*` matches any text. */
const RefusalShape = z
  .strictObject({
    source: z.exactOptional(
      z.string().check(z.minLength(1), NO_BLANK_AROUND, z.describe("The id or URL of a source.")),
    ),
    account: z.exactOptional(
      z
        .string()
        .check(
          z.minLength(1),
          z.refine(mayBeAccount, "no account fits it: a number has 12 digits, and `*` stands for any of them"),
          z.describe("The number of an AWS account, in quotes."),
        ),
    ),
    role: z.exactOptional(
      z
        .string()
        .check(
          z.minLength(1),
          NO_BLANK_AROUND,
          z.refine(mayBeRole, "no role fits it: the ARN of a role begins like arn:aws:iam::111122223333:role/"),
          z.describe("A role or permission set; also ACCOUNT/ROLE, or the ARN of a role."),
        ),
    ),
  })
  .check(
    z.refine((entry) => Object.keys(entry).length > 0, "it names no source, account or role"),
    z.meta({ minProperties: 1 }),
  );

/** `config.json`, as users write it. Unknown keys are errors, so that users notice a misspelt one. */
export const SettingsShape = z.strictObject({
  $schema: z.exactOptional(z.string().check(z.describe("For editors, and ignored."))),
  agentIdleTimeoutSeconds: z.exactOptional(
    z.number().check(z.positive(), z.describe("The agent ends after this long without a request and without a grant.")),
  ),
  trustWorktrees: z.exactOptional(
    z
      .boolean()
      .check(z.describe("Whether trust in a project file holds in the other worktrees of its git repository.")),
  ),
  mfaTimeoutSeconds: z.exactOptional(
    z.number().check(z.positive(), z.maximum(600), z.describe("How long an MFA code is waited for.")),
  ),
  compat: z.exactOptional(
    z
      .boolean()
      .check(
        z.describe(
          "Whether MFA_CODE, MFA_SERIAL, EXTERNAL_ID and VERBOSE count, as they do for other tools, and programs get AWSRUNAS_PROFILE.",
        ),
      ),
  ),
  persist: z.exactOptional(
    z
      .enum(["none", "keyring", "pass", "file"])
      .check(
        z.describe(
          "What keeps sign-ins when the agent ends: nothing, the keyring of the operating system, the password manager pass, or a file with a passphrase.",
        ),
      ),
  ),
  shellFallback: z.exactOptional(
    z
      .boolean()
      .check(
        z.describe(
          "Whether `exec`, typed at a terminal, looks for a command among the aliases and functions of the shell.",
        ),
      ),
  ),
  pick: z.exactOptional(
    z
      .enum(["terminal", "browser"])
      .check(
        z.describe("Where you choose from the list of roles: on the terminal, if there is one, or in the browser."),
      ),
  ),
  shell: z.exactOptional(
    z
      .strictObject({
        mode: z.exactOptional(
          z
            .enum(["container", "env"])
            .check(
              z.describe("How the programs of a shell get credentials, where `as` and the project do not say it."),
            ),
        ),
        projects: z.exactOptional(
          z
            .enum(["offer", "take"])
            .check(z.describe("What a shell with `shell hook` does with the role of a project that is trusted.")),
        ),
      })
      .check(z.describe("What `as` does in a shell.")),
  ),
  console: z.exactOptional(
    z
      .strictObject({
        browser: z.exactOptional(
          z
            .array(z.string())
            .check(
              z.minLength(1),
              z.describe(
                "The command that opens the console, word by word. {url} or {encoded-url}, {name}, {account} and {color} are filled in.",
              ),
            ),
        ),
      })
      .check(z.describe("How `actas console` opens a page.")),
  ),
  prompt: z.exactOptional(
    z
      .record(z.string().check(z.minLength(1)), z.enum(COLOURS))
      .check(
        z.describe(
          "The colour of the prompt by target, account or role, the first that fits. `*` stands for any text.",
        ),
      ),
  ),
  refuse: z.exactOptional(
    z.array(RefusalShape).check(z.describe("Targets that are never given out. `*` stands for any text.")),
  ),
  allow: z.exactOptional(AllowShape),
  targets: z.exactOptional(TargetsShape),
  contact: z.exactOptional(ContactShape),
});

/** The part of Mairu's `config.json` that actas reads; the other keys are for Mairu alone. */
export const MairuSettingsShape = z.object({
  disallow_roles: z.exactOptional(z.array(z.object({ server: z.string(), role: z.string() }))),
});
