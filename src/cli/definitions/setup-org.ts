import type { NamedDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** An example of `actas setup org`. */
export const SETUP_ORG_EXAMPLE = "actas setup org https://it.example.com/actas.json";

/** `actas setup org` */
export const setupOrg = (): NamedDefinition => ({
  name: "org",
  summary: "install what your organisation has set up: sources and settings in one file",
  arguments: [{ name: "[bundle]", words: "its URL or its file; with --update or --remove also its name" }],
  options: [
    { flags: "--sha256 <digest>", words: "install it only with this SHA-256" },
    {
      flags: "--key <fingerprint>",
      words: "install it only if this SSH key has signed it: SHA256:…",
      conflicts: "sha256",
    },
    { flags: "-y, --yes", words: "ask nothing where the digest or the key is right" },
    { flags: "--update", words: "look for a newer one, of one bundle or of all" },
    { flags: "--remove", words: "sign out of its sources, and remove it", conflicts: "update" },
    JSON_OPTION,
  ],
  examples: [SETUP_ORG_EXAMPLE, "actas setup org --update", "actas setup org --remove example", "actas setup org"],
  notes: `It shows what is in the bundle before it asks. What you have set up yourself
comes first and stays as it is. A bundle never runs a command.`,
});
