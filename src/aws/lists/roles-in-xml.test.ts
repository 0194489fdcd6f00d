import { expect, test } from "bun:test";
import { readXml } from "./read-xml.ts";
import { rolesInXml } from "./roles-in-xml.ts";

const role = (name: string, more = ""): string =>
  `<member><Path>/a&amp;b/</Path><RoleName>${name}</RoleName><RoleId>AROA1</RoleId>` +
  `<Arn>arn:aws:iam::111122223333:role/${name}</Arn><MaxSessionDuration>7200</MaxSessionDuration>` +
  `<AssumeRolePolicyDocument>%7B%22a%22%3A%22%C3%A4%22%7D</AssumeRolePolicyDocument>${more}</member>`;
const answer = (roles: string, end = "<IsTruncated>false</IsTruncated>"): string =>
  `<?xml version="1.0"?>\n<ListRolesResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/">\n <ListRolesResult>
  <Roles>${roles}</Roles>${end}</ListRolesResult><ResponseMetadata><RequestId>x</RequestId></ResponseMetadata></ListRolesResponse>`;

test("roles are read with what is nested in them passed over, and texts decoded", () => {
  const nested = "<Tags><member><Key>Arn</Key><Value>&lt;x&#62;</Value></member></Tags><Description/>";
  const { items, next } = rolesInXml(
    answer(role("One", nested) + role("Two"), "<IsTruncated>true</IsTruncated><Marker>m&quot;</Marker>"),
  );
  expect(next).toBe('m"');
  expect(items).toHaveLength(2);
  expect(items[0]).toEqual({
    arn: "arn:aws:iam::111122223333:role/One",
    roleId: "AROA1",
    path: "/a&b/",
    name: "One",
    maxSessionSeconds: 7200,
    trustPolicy: '{"a":"ä"}',
  });
  expect(rolesInXml(answer(""))).toEqual({ items: [], next: undefined });
});

test("one policy that is not encoded as it should be does not hide the others", () => {
  const odd = role("Odd").replace("%7B", "%ZZ");
  expect(rolesInXml(answer(odd + role("Two"))).items.map(({ trustPolicy }) => trustPolicy[0])).toEqual(["%", "{"]);
});

test.each([
  "",
  "<html><body>Sign in</body></html>",
  answer(role("One")).slice(0, -30),
  answer(role("One")).replace("</Path>", "</Patth>"),
  answer("<member><Arn>x</Arn></member>"),
  `<!DOCTYPE a [<!ENTITY b "c">]>${answer("")}`,
  "<a>".repeat(100),
])("what is no list of roles is refused: %p", (text) => {
  expect(() => rolesInXml(text)).toThrow("it is no list of roles");
});

test("a long answer takes time in proportion to its length", () => {
  const read = (count: number): number => {
    let texts = 0;
    readXml(answer(role("One").repeat(count)), { text: () => void texts++, end: () => {} });
    return texts;
  };
  expect([read(10), read(1000)]).toEqual([62, 6002]);
});
