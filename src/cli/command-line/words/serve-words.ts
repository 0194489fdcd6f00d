import type { ForeignWord } from "./foreign-word.ts";

const SWITCHED = "`--web` opens a page on which you switch; or `actas serve stop`, and serve the other";
const SERVE: readonly ForeignWord[] = [
  { words: ["-b", "--background", "--daemon"], hint: "`--detach` serves in the background" },
  { words: ["--no-ui"], hint: "leave it out: only `--web` opens a page" },
  { words: ["--browser", "--page", "--ui"], hint: "`--web` opens a page" },
  {
    words: ["--address", "--bind", "--host", "--listen"],
    hint: "leave it out: it listens on 127.0.0.1; for a container there is `actas exec --container TARGET -- podman run IMAGE`",
  },
  { words: ["--lazy"], hint: "leave it out: credentials are renewed before a program asks" },
];

/** What is typed behind `actas serve`, by command. */
export const SERVE_WORDS: Readonly<Record<string, readonly ForeignWord[]>> = {
  "actas serve": [
    { words: ["list", "ls", "ps"], hint: "`actas serve status`" },
    { words: ["start", "run"], hint: "`actas serve container TARGET`, or `actas serve imds TARGET`" },
    { words: ["switch", "use", "restart"], hint: SWITCHED },
    { words: ["log", "logs"], hint: "`actas serve status` names the log" },
    { words: ["kill"], hint: "`actas serve stop`" },
    {
      words: ["browser", "open", "page", "ui", "web"],
      hint: "`actas serve container --web`; `actas serve status` shows the link of a page",
    },
    { words: ["docker", "podman"], hint: "`actas exec --container TARGET -- docker run IMAGE`" },
  ],
  "actas serve container": SERVE,
  "actas serve imds": [
    ...SERVE,
    { words: ["--allow"], hint: "the metadata service has one role at a time; `actas serve container` has more" },
  ],
  "actas serve stop": [{ words: ["--all", "-a"], hint: "leave it out: without a port, all that you serve ends" }],
};
