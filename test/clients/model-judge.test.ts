import { afterAll, expect } from "bun:test";
import {
  AssumeRoleCommand,
  AssumeRoleWithWebIdentityCommand,
  GetAccessKeyInfoCommand,
  GetCallerIdentityCommand,
  GetSessionTokenCommand,
  STSClient,
} from "@aws-sdk/client-sts";
import { type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { freshCode, setFaults } from "../../src/sandbox/control/control-client.ts";
import { createMadeUpAws } from "../../src/sandbox/made-up-aws.ts";
import { s3 } from "../../src/sandbox/objects/s3.ts";
import { startSandbox } from "../../src/sandbox/start.ts";
import { signInAtYoyodyne } from "../support/yoyodyne-client.ts";
import { type Answer, judge, judged } from "./judge.ts";

const DEVICE = "arn:aws:iam::111122223333:mfa/ana";
const READ_ONLY = { RoleArn: "arn:aws:iam::111122223333:role/ReadOnly", RoleSessionName: "work" };

const TEAM = { RoleArn: "arn:aws:iam::222233334444:role/TeamAP", RoleSessionName: "work" };

const sandbox = startSandbox();
const idToken = async () => (await signInAtYoyodyne(sandbox)).id_token;
afterAll(() => sandbox.stop());

judged("AWS's model of STS has no complaint about any answer", async () => {
  const SerialNumber = DEVICE;
  const code = () => freshCode(sandbox.url, DEVICE);
  const answers = await recorded(async (ana) => {
    await ana.send(new GetCallerIdentityCommand());
    await ana.send(new GetAccessKeyInfoCommand({ AccessKeyId: "AKIASANDBOXBEN000001" }));
    await ana.send(new GetSessionTokenCommand({ SerialNumber, TokenCode: await code() }));
    await ana.send(new AssumeRoleCommand({ ...READ_ONLY, SourceIdentity: "ana" }));
    await ana.send(new AssumeRoleCommand({ ...READ_ONLY, SerialNumber, TokenCode: await code() }));
    await ana.send(new AssumeRoleWithWebIdentityCommand({ ...TEAM, WebIdentityToken: await idToken() }));
  });
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(judge(answers)).toEqual(answers.map(() => []));
});

judged("AWS's parser reads every refusal, with its code, message, type and request id", async () => {
  const answers = await recorded(async (ana) => {
    const refused = (call: Promise<unknown>) => call.catch(() => {});
    await refused(ana.send(new AssumeRoleCommand({ ...READ_ONLY, RoleArn: `${READ_ONLY.RoleArn}<&>` })));
    await refused(ana.send(new AssumeRoleCommand({ ...READ_ONLY, DurationSeconds: 1 })));
    await refused(ana.send(new AssumeRoleCommand({ ...READ_ONLY, SerialNumber: DEVICE, TokenCode: "000000" })));
    const byToken = (WebIdentityToken: string) =>
      refused(ana.send(new AssumeRoleWithWebIdentityCommand({ ...TEAM, WebIdentityToken })));
    await byToken("none");
    await setFaults(sandbox.url, { clockOffsetSeconds: 7200 });
    await byToken(await idToken());
    await setFaults(sandbox.url, { throttle: 1, serverError: 1 });
    await refused(ana.send(new GetCallerIdentityCommand()));
    await refused(ana.send(new GetCallerIdentityCommand()));
    await setFaults(sandbox.url, { clockOffsetSeconds: 3600 });
    await refused(ana.send(new GetCallerIdentityCommand()));
    await setFaults(sandbox.url, {});
  });
  expect(answers.map(({ status }) => status)).toEqual([403, 400, 403, 400, 400, 503, 400, 403]);
  expect(judge(answers)).toEqual(answers.map(() => []));
});

judged("AWS's model of S3 has no complaint about the list of buckets", () => {
  const aws = createMadeUpAws("http://127.0.0.1:4567", Date.now);
  const request = { method: "GET", path: "/", query: "", headers: new Headers(), body: new Uint8Array() };
  const { caller } = aws.keys.find("AKIASANDBOXANA000001")!;
  const body = String(s3.perform(request, caller, aws, "id"));
  const answer = { service: "s3", operation: "ListBuckets", status: 200, headers: { "x-amz-request-id": "id" }, body };
  expect(judge([answer])).toEqual([[]]);
});

judged("the judge notices what is missing, unknown or of the wrong form", async () => {
  const [good] = await recorded((ana) => ana.send(new AssumeRoleCommand(READ_ONLY)));
  const changed = (from: RegExp | string, to: string): Answer => {
    const body = good!.body.replace(from, to);
    expect(body).not.toBe(good!.body);
    return { ...good!, body };
  };
  const complaints = judge([
    changed(/<SessionToken>.*<\/SessionToken>/, ""),
    changed("</AssumedRoleUser>", "<Extra/></AssumedRoleUser>"),
    changed(/<AccessKeyId>/, "<AccessKeyId>short "),
    changed(/<RequestId>.*<\/RequestId>/, ""),
    changed("sts.amazonaws.com", "sts.example.com"),
  ]);
  expect(complaints.map(([first = ""]) => first.split(",")[0])).toEqual([
    "AssumeRole.Credentials.SessionToken is missing",
    "unknown element AssumeRole.AssumedRoleUser.Extra",
    expect.stringContaining("AssumeRole.Credentials.AccessKeyId does not match"),
    "no request id",
    expect.stringContaining("namespace is https://sts.example.com"),
  ]);
});

/** Lets the user ana make calls, and returns every answer as it came. */
async function recorded(calls: (ana: STSClient) => Promise<unknown>): Promise<Answer[]> {
  const answers: Answer[] = [];
  const { accessKeyId, secretAccessKey } = sandbox.accounts.users[0]!;
  const client = new STSClient({
    region: "eu-west-1",
    endpoint: sandbox.url,
    maxAttempts: 1,
    credentials: { accessKeyId, secretAccessKey },
    requestHandler: {
      async handle({ method, headers, body }: HttpRequest) {
        const response = await fetch(sandbox.url, { method, headers, body });
        const answer = { status: response.status, headers: response.headers.toJSON(), body: await response.text() };
        const operation = new URLSearchParams(body).get("Action") ?? "";
        answers.push({ service: "sts", operation, ...answer });
        return {
          response: new HttpResponse({ ...answer, statusCode: answer.status, body: Buffer.from(answer.body) }),
        };
      },
    },
  });
  await calls(client);
  return answers;
}
