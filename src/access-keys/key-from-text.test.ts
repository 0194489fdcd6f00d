import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { idFromLine, keyFromText, secretFromLine } from "./key-from-text.ts";

const ID = "AKIAIOSFODNN7EXAMPLE";
const SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY=";

const AccessKey = { UserName: "Bob", AccessKeyId: ID, Status: "Active", SecretAccessKey: SECRET };

const FORMS: Readonly<Record<string, string>> = {
  "two words": `${ID} ${SECRET}`,
  "two lines, of Windows": `${ID}\r\n${SECRET}\r\n`,
  "`keys export`": `[work]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n`,
  "a section with more in it": `# mine\n[work]\nregion=eu-west-1\naws_secret_access_key=${SECRET}\naws_access_key_id=${ID}`,
  "an empty token": `aws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\naws_session_token =\n`,
  "a section with signs below each other": `[profile a]\naws_access_key_id     = ${ID}\naws_secret_access_key = ${SECRET}\nregion                = x\n`,
  "export of POSIX shells": `export AWS_ACCESS_KEY_ID=${ID}\nexport AWS_SECRET_ACCESS_KEY="${SECRET}"\n`,
  "one line of assignments": `AWS_ACCESS_KEY_ID=${ID}; AWS_SECRET_ACCESS_KEY='${SECRET}'; export AWS_REGION=x`,
  "a file of variables": `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_DEFAULT_REGION=eu-west-1\n`,
  fish: `set -gx AWS_ACCESS_KEY_ID ${ID};\nset -gx AWS_SECRET_ACCESS_KEY "${SECRET}";\n`,
  "cmd.exe": `SET AWS_ACCESS_KEY_ID=${ID}\r\nSET AWS_SECRET_ACCESS_KEY=${SECRET}\r\n`,
  PowerShell: `$Env:AWS_ACCESS_KEY_ID="${ID}"\n$Env:AWS_SECRET_ACCESS_KEY="${SECRET}"\n`,
  "`aws configure set`": `aws configure set aws_access_key_id ${ID}\naws configure set aws_secret_access_key ${SECRET}`,
  "the CSV of the console": `Access key ID,Secret access key\n${ID},${SECRET}\n`,
  "the same with a mark of the byte order": `\uFEFFAccess key ID,Secret access key\r\n${ID},${SECRET}\r\n`,
  "an older CSV": `User name,Password,Access key ID,Secret access key,Console login link\nBob,,${ID},${SECRET},https://x\n`,
  "a CSV with quotes": `"User Name","Access Key Id","Secret Access Key"\n"Bob, the other","${ID}","${SECRET}"\n`,
  "the page of the console": `Access key\tSecret access key\n${ID}\t${SECRET}\n`,
  "JSON of the AWS CLI": JSON.stringify({ AccessKey }, null, 4),
  "JSON with escaped slashes": JSON.stringify({ AccessKey }).replaceAll("/", String.raw`\/`),
  "JSON of a `credential_process`": JSON.stringify({ Version: 1, AccessKeyId: ID, SecretAccessKey: SECRET }),
  "JSON with an empty token": JSON.stringify({ AccessKeyId: ID, SecretAccessKey: SECRET, SessionToken: "" }),
  "YAML of the AWS CLI": `AccessKey:\n  AccessKeyId: ${ID}\n  SecretAccessKey: ${SECRET}\n  UserName: Bob\n`,
  "a table of the AWS CLI": `|  AccessKeyId     |  ${ID} |\n|  SecretAccessKey |  ${SECRET} |\n|  UserName | Bob |\n`,
  "text of the AWS CLI": `ACCESSKEY\t${ID}\t2026-01-01T00:00:00+00:00\t${SECRET}\tActive\tBob\n`,
  "words of a letter": `Access key ID: ${ID}\nSecret access key: ${SECRET}\n`,
};

for (const [name, text] of Object.entries(FORMS)) {
  test(`a key is read from ${name}`, () => {
    const { accessKeyId, secretAccessKey } = keyFromText(text);
    expect([accessKeyId, secretAccessKey.reveal()]).toEqual([ID, SECRET]);
  });
}

test("a key of odd characters survives `keys export`", () => {
  const text = `[a]\naws_access_key_id = ${ID}\naws_secret_access_key = a:b=c#d\n`;
  expect(keyFromText(text).secretAccessKey.reveal()).toBe("a:b=c#d");
});

const TWO = `[a]\naws_access_key_id = ${ID}\naws_secret_access_key = ${SECRET}\n[b]\naws_access_key_id = AKIAI44QH8DHBEXAMPLE\naws_secret_access_key = x\n`;

for (const [name, text, reason] of [
  ["a temporary key", `AWS_ACCESS_KEY_ID=${ID}\nAWS_SECRET_ACCESS_KEY=${SECRET}\nAWS_SESSION_TOKEN=x`, "temporary"],
  ["JSON of a session", JSON.stringify({ Credentials: { ...AccessKey, SessionToken: "x" } }), "temporary"],
  ["the id of one", `ASIAIOSFODNN7EXAMPLE ${SECRET}`, "is a temporary key"],
  ["two keys", TWO, "there are several in it"],
  ["two rows", `Access key ID,Secret access key\n${ID},a\nAKIAI44QH8DHBEXAMPLE,b\n`, "there are several in it"],
  ["an id alone", ID, "it is not an id and a secret"],
  ["an id by its name alone", `AWS_ACCESS_KEY_ID=${ID}`, "it is not an id and a secret"],
  ["nothing", "", "it is not an id and a secret"],
  ["broken JSON", `{ "AccessKeyId": `, "it is not an id and a secret"],
  ["a secret before its id", `${SECRET} ${ID}`, "it is not an id and a secret"],
  ["a word in place of the id", `hello ${SECRET}`, "its id does not look like AKIA…"],
] as const) {
  test(`${name} is refused, and no secret is said`, () => {
    let message = "";
    try {
      keyFromText(text);
    } catch (error) {
      message = String(error);
    }
    expect(message).toContain(reason);
    expect(message).not.toContain(SECRET);
  });
}

test("what is pasted at a question may have its name before it", () => {
  const secret = (line: string): string => secretFromLine(new Secret(line)).reveal();
  expect(idFromLine(` export AWS_ACCESS_KEY_ID="${ID}"`)).toBe(ID);
  expect(secret(`aws_secret_access_key = ${SECRET}`)).toBe(SECRET);
  expect([idFromLine(` ${ID} `), secret(SECRET)]).toEqual([ID, SECRET]);
});
