import { expect } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { writeEndpointRules } from "../support/endpoint-rules.ts";
import { pathOf, testWith } from "../support/needs.ts";
import { type TokenWorld, withTokenWorld } from "../support/token-world.ts";

const CLIENTS: readonly { readonly name: string; readonly tool: string; readonly words: readonly string[] }[] = [
  { name: "AWS CLI v2", tool: "aws", words: ["sts", "get-caller-identity"] },
  { name: "AWS CLI v1", tool: "clients-py", words: ["-m", "awscli", "sts", "get-caller-identity"] },
  { name: "boto3", tool: "clients-py", words: [join(import.meta.dir, "programs/python/boto3_caller.py")] },
];

/** Ways to say which role and which file; the session name is the same, so that the whole ARN must be. */
const WAYS: Readonly<Record<string, (tokens: TokenWorld) => Readonly<Record<string, string>>>> = {
  "a profile": () => ({ AWS_PROFILE: "pod", AWS_ROLE_SESSION_NAME: "same" }),
  "a profile that starts from it": () => ({ AWS_PROFILE: "next", AWS_ROLE_SESSION_NAME: "same" }),
  variables: ({ variables }) => ({ ...variables, AWS_ROLE_SESSION_NAME: "same", AWS_REGION: "eu-west-1" }),
};

for (const { name, tool, words } of CLIENTS) {
  testWith({ tools: [tool] }, `${name} and actas are the same role for the same token file`, () =>
    withTokenWorld(async (tokens) => {
      const { world } = tokens;
      const data = join(world.home, "data");
      await writeEndpointRules(data, world.sandbox.url);
      for (const [way, variables] of Object.entries(WAYS)) {
        const env = { ...variables(tokens), AWS_DATA_PATH: data, SANDBOX_URL: world.sandbox.url };
        const theirs = await world.runProgram([pathOf(tool) ?? "", ...words], { env });
        const ours = await world.run(["whoami", "--json"], { env });
        const arn = /arn:aws:sts::\d+:assumed-role\/[\w/-]+/.exec(theirs.stdout)?.[0];
        expect([way, theirs.stderr, arn]).toEqual([way, "", JSON.parse(ours.stdout).Arn]);
      }
      // Where the AWS CLI keeps the credentials of roles.
      rmSync(join(world.home, ".aws/cli"), { recursive: true, force: true });
    }),
  );
}
