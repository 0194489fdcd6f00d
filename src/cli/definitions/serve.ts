import { SHELLS } from "../../base/shells.ts";
import { credentialOptions, PICK, TARGET } from "./credential-options.ts";
import type { CommandDefinition, OptionDefinition } from "./definition.ts";
import { JSON_OPTION } from "./json-option.ts";

/** The options of everything that serves. */
const serveOptions = (): readonly OptionDefinition[] => [
  PICK,
  ...credentialOptions(),
  { flags: "--from-stdin", hidden: true },
  { flags: "-H, --headless", conflicts: "web", hidden: true },
  {
    flags: "--web",
    words: "open a page that shows what is served, and on which you choose another target",
    heading: "Output",
  },
];

/** What all of them print, and where they run. */
const OUTPUT: readonly OptionDefinition[] = [
  {
    flags: "--detach",
    words: "serve in the background; `actas serve stop` ends it",
    heading: "Output",
  },
  {
    flags: "--print-env",
    words: "print the variables that a program needs",
    heading: "Output",
  },
  {
    flags: "--shell <shell>",
    words: "what to print them for; default: the shell that runs this",
    heading: "Output",
    choices: [...SHELLS, "docker-env"],
  },
];

/** `actas serve container|imds [TARGET]`, and what is served */
export const serve = (): CommandDefinition => ({
  commands: [
    {
      name: "container",
      aliases: ["ecs"],
      summary: "serve credentials as containers get them, at a port that programs are told",
      arguments: [TARGET],
      options: [
        ...serveOptions(),
        {
          flags: "--port <port>",
          words:
            "where to listen on 127.0.0.1; 0: any free port; default: as in AWS_CONTAINER_CREDENTIALS_FULL_URI, else 12319",
          heading: "Output",
        },
        {
          flags: "--allow <target>",
          words: "serve this target too, at `/credentials/TARGET`; repeatable",
          heading: "Target",
          repeatable: true,
        },
        ...OUTPUT,
      ],
      examples: [
        "actas serve container staging",
        "actas serve container staging --allow prod      prod too, at /credentials/prod",
        'eval "$(actas serve container staging --detach --print-env)"',
        "actas serve container --web                     choose on a page what is served",
      ],
      notes: `For programs that nobody starts from a shell: IDEs, desktop programs, databases.
It runs until Ctrl-C. A program needs the address and the token of this start; both
are in the variables that it prints, and SDKs read the token from its file each time.`,
    },
    {
      name: "imds",
      aliases: ["ec2"],
      summary: "serve credentials as machines in EC2 get them, to programs of yours that ask",
      arguments: [TARGET],
      options: [
        ...serveOptions(),
        {
          flags: "--port <port>",
          words:
            "where to listen on 127.0.0.1; 0: any free port; 80: at 169.254.169.254, by `sudo`; default: as in AWS_EC2_METADATA_SERVICE_ENDPOINT, else 80",
          heading: "Output",
        },
        {
          flags: "--imdsv1",
          words: "answer programs that show no token, too",
          heading: "Output",
        },
        ...OUTPUT,
      ],
      examples: ["actas serve imds staging", "actas serve imds staging --port 9911"],
      notes: `Every program of yours on this machine gets the role: there is no token to know.
Port 80 is where programs look by themselves. Root alone can give the machine that address:
\`sudo\` runs a helper for a moment, nothing stays root's, and the address goes at the end.`,
    },
    {
      name: "status",
      summary: "say what you serve, until when, and which program asked last",
      options: [JSON_OPTION],
      examples: ["actas serve status", "actas serve status --json | jq -r '.serving[].target'"],
    },
    {
      name: "stop",
      summary: "end what you serve at a port, or all of it",
      arguments: [{ name: "[port]", words: "where it listens; default: everything" }],
      options: [JSON_OPTION],
      examples: ["actas serve stop 12319"],
    },
  ],
  examples: [
    "actas serve container staging            until Ctrl-C",
    "actas serve container staging --detach   in the background",
    "actas serve imds staging                 as the metadata service of EC2",
    "actas serve status",
  ],
});
