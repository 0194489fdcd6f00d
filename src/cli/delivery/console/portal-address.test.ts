import { expect, test } from "bun:test";
import { portalAddress } from "./portal-address.ts";

const ROLE = { accountId: "111122223333", roleName: "Read+Only" };

test.each(["https://corp.awsapps.com/start", "https://corp.awsapps.com/start/", "https://corp.awsapps.com/start/#/"])(
  "the portal at %s opens the role",
  (startUrl) => {
    expect(portalAddress({ ...ROLE, startUrl }, "https://console.aws.amazon.com/s3/home?region=x")).toBe(
      "https://corp.awsapps.com/start/#/console?account_id=111122223333&role_name=Read%2BOnly" +
        "&destination=https%3A%2F%2Fconsole.aws.amazon.com%2Fs3%2Fhome%3Fregion%3Dx",
    );
  },
);
