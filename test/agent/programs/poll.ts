// Stands for a long-running program with an AWS SDK: asks the container endpoint all the time, as its environment says,
// and prints what it gets when that changes: `200 ASIA…`, `401 MfaRequired`, `refused`.
import { readFileSync } from "node:fs";

const { AWS_CONTAINER_CREDENTIALS_FULL_URI: url = "", AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE: file = "" } = process.env;
const authorization = readFileSync(file, "utf8");

for (let last = ""; ; await Bun.sleep(50)) {
  const now = await look();
  if (now !== last) console.log(now);
  last = now;
}

async function look(): Promise<string> {
  try {
    const response = await fetch(url, { headers: { authorization } });
    const { AccessKeyId, Code } = (await response.json()) as Record<string, string>;
    return `${response.status} ${AccessKeyId ?? Code}`;
  } catch {
    return "refused";
  }
}
