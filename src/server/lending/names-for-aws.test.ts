import { expect, test } from "bun:test";
import { nameForAws, namesForAws } from "./names-for-aws.ts";

const ANA = { issuer: "https://id.example", subject: "ad|Example|ana", name: "ana@example.com" };
const ROLE = { accountId: "111122223333", name: "Dev" };
const AWS = /^[\w+=,.@-]{2,64}$/;

test("a name that AWS takes stays as it is", () => {
  expect(nameForAws("ana@example.com")).toBe("ana@example.com");
});

test.each(["", "a", "ad|ana", "x".repeat(65), "Анна", "a\nb", "😀".repeat(40)])(
  "%p becomes a name that AWS takes",
  (text) => {
    expect(nameForAws(text)).toMatch(AWS);
    expect(nameForAws(text)).toBe(nameForAws(text));
  },
);

test("two names that would be cut or changed to the same stay two", () => {
  const long = "a.very.long.name.of.a.person.in.a.very.large.organization@department";
  const names = [`${long}-one.example.com`, `${long}-two.example.com`, "ad|ana", "ad/ana", "ad-ana"];
  expect(new Set(names.map(nameForAws)).size).toBe(names.length);
});

test("nobody's session is called what the name of somebody else was changed to", () => {
  const called = (name: string): string => namesForAws({ ...ANA, name }, ROLE, { requestId: "r-1" }).sessionName;
  for (const name of ["Ana B", "Анна", "x".repeat(65)]) {
    expect(called(called(name))).not.toBe(called(name));
    expect(called(called(name))).toMatch(AWS);
  }
});

test("the source identity is of the subject, which nobody chooses, and the token says account, role and that", () => {
  const one = namesForAws(ANA, ROLE, { requestId: "r-1" });
  const renamed = namesForAws({ ...ANA, name: "root" }, ROLE, { requestId: "r-2" });
  expect(one.sessionName).toBe("ana@example.com");
  expect(renamed.sourceIdentity).toBe(one.sourceIdentity);
  expect(one.subject).toBe(`111122223333:Dev:${one.sourceIdentity}`);
});

test("what a person writes gets into one tag, in signs that AWS takes, and becomes no other tag", () => {
  const reason = `team=admin", "aws:PrincipalTag/team": "admin\n${"x".repeat(400)}`;
  const { tags } = namesForAws(ANA, ROLE, { requestId: "r-1", reason });
  const all = { ...tags.identity, ...tags.optional };
  expect(Object.keys(all).sort()).toEqual(["actas:reason", "actas:request", "actas:user"]);
  for (const value of Object.values(all)) expect(value).toMatch(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,256}$/u);
  expect(all["actas:reason"]).toStartWith("team=admin__ _aws:PrincipalTag/team_");
});

test("names that AWS takes in no tag stay two, and become nobody else's", () => {
  const names = [
    "ana_b@example.com",
    "ana b",
    "ana!b@example.com",
    "ana'b@example.com",
    "ana  b",
    " ana b",
    "ana\u200bb",
  ];
  const user = (name: string): string =>
    namesForAws({ ...ANA, name }, ROLE, { requestId: "r-1" }).tags.identity["actas:user"] ?? "";
  const values = [...names.map(user), ...names.map(user).slice(2).map(user)];
  expect(new Set(values).size).toBe(values.length);
  expect(user("ana_b@example.com")).toBe("ana_b@example.com");
  expect(user("é".repeat(300))).toMatch(/^é{243}-[\da-f]{12}$/);
});
