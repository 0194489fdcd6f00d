import type { ForeignWord } from "./foreign-word.ts";

const SHELL = "`actas exec TARGET` starts a shell that acts as a target; `as TARGET` where `actas shell init` is used";
const SETUP = "`actas setup` adds a place to sign in to; nothing else has to be set up";
const NOW = "`actas whoami` says who this shell acts as, `actas status` what is held";
const OUT = "`actas logout TARGET` ends a sign-in, `actas logout --all` all of them";

/**
 * What people type as a command because it says what they want. Their letters are near other commands (`run` is near
 * `agent run`), or they would be taken for a target.
 */
export const PROGRAM_WORDS: readonly ForeignWord[] = [
  { words: ["run"], hint: "`actas exec TARGET -- COMMAND`" },
  { words: ["switch", "switch-role", "as", "become", "activate", "assume-role"], hint: SHELL },
  { words: ["pick", "choose", "select"], hint: "`actas exec --pick -- COMMAND`" },
  { words: ["env"], hint: '`eval "$(actas export TARGET)"` puts keys into this shell' },
  {
    words: ["credentials", "creds", "get", "token", "sts"],
    hint: "`actas process TARGET` prints credentials; `actas status` shows what is held",
  },
  { words: ["open", "browser"], hint: "`actas console TARGET`" },
  {
    words: ["off", "deactivate", "quit", "exit"],
    hint: "`exit` ends a shell of `actas exec`; `as -` what a shell acts as",
  },
  { words: ["signin", "sign-in", "auth", "sso"], hint: "`actas login` signs in" },
  { words: ["signout", "sign-out"], hint: OUT },
  { words: ["renew"], hint: "`actas refresh`" },
  { words: ["flush", "purge", "reset", "forget", "lock"], hint: "`actas cache clear` forgets what the agent holds" },
  { words: ["init", "install", "configure"], hint: SETUP },
  { words: ["me", "id", "current", "info", "ps"], hint: NOW },
  { words: ["role"], hint: "`actas list roles` shows the roles there are" },
  { words: ["account"], hint: "`actas list accounts` shows those in which you have a role" },
  { words: ["profile"], hint: "`actas list profiles`; `actas config show PROFILE`; `actas setup profile` adds one" },
  { words: ["source"], hint: "`actas list sources` shows what can be signed in to" },
  { words: ["import"], hint: "`actas keys import PROFILE` moves a key to the keyring" },
  { words: ["rotate"], hint: "`actas keys rotate PROFILE`" },
  {
    words: ["otp", "code"],
    hint: "`actas exec --otp CODE TARGET -- COMMAND`; `actas sandbox code` shows one of the sandbox",
  },
  { words: ["doctor", "debug", "check"], hint: "`actas diagnose` finds out what is wrong here" },
  // A profile may well have this name.
  {
    words: ["test"],
    hint: "`actas exec test -- COMMAND` if it is a target; `actas diagnose` finds out what is wrong here",
  },
  { words: ["log", "logs"], hint: "`actas agent status` says where the log of the agent is" },
  { words: ["daemon"], hint: "`actas agent status` says whether the agent runs; commands start it" },
  { words: ["update", "upgrade"], hint: "`actas agent restart` once the new version is in the place of this one" },
  {
    words: ["uninstall"],
    hint: "`actas agent stop`, then remove the program; `actas config paths` says where files are",
  },
  { words: ["man", "docs", "manual"], hint: "`actas help`; `actas help exec` for one command" },
];
