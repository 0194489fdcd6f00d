import { expect, test } from "bun:test";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Glob, YAML } from "bun";
import { AUDIT_ACTIONS } from "../../src/role-map/scan/audit-session.ts";
import { configurationHere } from "../../src/server/configuration/configuration-here.ts";
import { ORGANIZATION_ACTIONS } from "../../src/server/scanning/listed-by-settings.ts";
import { lintTrust } from "../../src/trust-policies/lint-trust.ts";
import { parseTrustPolicy } from "../../src/trust-policies/trust-policy.ts";
import { pathOf, testNeeding } from "../support/needs.ts";
import { PROGRAM } from "../support/program.ts";

const DEPLOY = join(import.meta.dir, "../../deploy");
const tools = dirname(pathOf("deploy-tools") ?? "");
const filesAt = (pattern: string) => [...new Glob(pattern).scanSync(DEPLOY)].map((path) => join(DEPLOY, path)).sort();

function run(...words: readonly string[]) {
  const { exitCode, stderr, stdout } = Bun.spawnSync([...words], { env: { PATH: process.env.PATH } });
  return { status: exitCode, said: `${stdout}${stderr}` };
}

testNeeding("deploy-tools")("cfn-lint finds nothing to say of the CloudFormation templates", () => {
  const templates = filesAt("aws/*.yaml");
  expect(templates.length).toBeGreaterThan(2);
  expect(run(join(tools, "cfn-lint"), "--", ...templates)).toEqual({ status: 0, said: "" });
});

testNeeding("deploy-tools")("the Kubernetes manifests have only what Kubernetes knows", () => {
  const manifests = filesAt("kubernetes/*.yaml");
  const { said, status } = run(join(tools, "kubernetes-validate"), "--strict", "--no-warn", ...manifests);
  expect([status, said.match(/ passed /g)?.length]).toEqual([0, 7]);
});

test("the server takes the configuration of the Kubernetes manifests, by which a pod keeps nothing", async () => {
  const [manifests = ""] = filesAt("kubernetes/*.yaml");
  const all = YAML.parse(await Bun.file(manifests).text()) as readonly {
    readonly kind: string;
    readonly data?: Readonly<Record<string, string>>;
  }[];
  const folder = mkdtempSync(join(tmpdir(), "actas-deploy-"));
  try {
    const file = join(folder, "actas-server.json");
    writeFileSync(file, all.find(({ kind }) => kind === "ConfigMap")?.data?.["actas-server.json"] ?? "");
    const { auditFile, proxies } = configurationHere(file, {
      HOME: folder,
      DATABASE_URL: "postgres://db.example/actas",
    });
    expect([auditFile, proxies]).toEqual([undefined, ["10.0.0.0/8"]]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

const READ_HCL = "import hcl2, sys; [hcl2.load(open(path)) for path in sys.argv[1:]]";

testNeeding("deploy-tools")("the Terraform modules can be read", () => {
  const modules = filesAt("terraform/*/main.tf");
  expect(modules).toHaveLength(2);
  expect(run(join(tools, "python"), "-c", READ_HCL, ...modules)).toEqual({ status: 0, said: "" });
});

// `terraform validate` would fetch the provider of AWS first.
testNeeding("terraform")("Terraform reads the modules, and would not format them otherwise", () => {
  for (const path of filesAt("terraform/*/main.tf")) {
    expect(run(pathOf("terraform") ?? "", "fmt", "-check", "-diff", path)).toEqual({ status: 0, said: "" });
  }
});

const actionsIn = async (path: string) =>
  [...new Set((await Bun.file(path).text()).match(/\b(iam|kms|organizations|sts):[A-Z]\w+/g))]
    // The key of a condition.
    .filter((name) => name !== "sts:ExternalId")
    .sort();

test.each(["member-account", "server-account"])(
  "%s allows the same in Terraform and CloudFormation, no more and no less than what the server asks",
  async (name) => {
    const allowed = await actionsIn(join(DEPLOY, `aws/${name}.yaml`));
    expect(await actionsIn(join(DEPLOY, `terraform/${name}/main.tf`))).toEqual(allowed);
    expect(allowed).toEqual([...(ALLOWED[name] ?? [])]);
  },
);

const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  "member-account": [...AUDIT_ACTIONS, "sts:AssumeRole"],
  "server-account": [
    "kms:CancelKeyDeletion",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:GetKeyPolicy",
    "kms:GetPublicKey",
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:Sign",
    "kms:TagResource",
    "kms:UntagResource",
    ...ORGANIZATION_ACTIONS,
    "sts:AssumeRole",
    "sts:SetSourceIdentity",
    "sts:TagSession",
  ],
};

test("the lint has nothing to say of the trust policy that the example of a lent role has", async () => {
  const template = await Bun.file(join(DEPLOY, "aws/lent-role.yaml")).text();
  const text = template.match(/AssumeRolePolicyDocument: !Sub \|-\n([\s\S]*?)\n\n/)?.[1] ?? "";
  const values: Readonly<Record<string, string>> = {
    "AWS::Partition": "aws",
    "AWS::AccountId": "111122223333",
    Issuer: "actas.example.com/issuer",
    Group: "developers",
  };
  const policy = parseTrustPolicy(text.replace(/\$\{([\w:]+)\}/g, (_, name) => values[name] ?? ""));
  expect(typeof policy === "string" ? policy : lintTrust(policy, "111122223333")).toEqual([]);
});

testNeeding("systemd-analyze")("systemd takes the unit, and finds it well shut in", async () => {
  const unit = await Bun.file(join(DEPLOY, "systemd/actas-server.service")).text();
  const folder = `/tmp/actas-test-unit-${process.pid}`;
  const path = join(folder, "actas-server.service");
  await Bun.write(path, unit.replace("/usr/local/bin/actas", PROGRAM).replace(/^Documentation=.*\n/m, ""));
  const verified = run("systemd-analyze", "verify", path);
  const { said } = run("systemd-analyze", "security", "--offline=true", "--threshold=20", path);
  run("rm", "-r", folder);
  expect(verified).toEqual({ status: 0, said: "" });
  expect(said).toMatch(/Overall exposure level for actas-server\.service: [01]\.\d OK/);
});
