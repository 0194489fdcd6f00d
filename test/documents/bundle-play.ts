import type { Play } from "./plays.ts";

const makeKey = "ssh-keygen -q -t ed25519 -N '' -f org-key";
const bundle = {
  ...{ name: "example", serial: 1, issued: "2026-11-28", contact: "it@example.com" },
  sources: { hq: { url: "https://example.awsapps.com/start", aws_sso: { region: "eu-west-1" } } },
  targets: { logs: "hq:777788889999/ReadOnly" },
  settings: { refuse: [{ source: "hq", role: "Break*" }] },
};

/** Of the guide about bundles: an organisation writes one, and signs it. */
export const BUNDLE_PLAY: Play = {
  before: {
    "": [
      `printf %s '${JSON.stringify(bundle)}' > actas.json`,
      makeKey,
      "ssh-keygen -q -Y sign -f org-key -n actas-bundle actas.json",
    ],
    'actas setup org https://it.example.com/actas.json --key "$FINGERPRINT" --yes': [
      "FINGERPRINT=$(ssh-keygen -l -f org-key.pub | cut -d' ' -f2) DIGEST=$(sha256sum actas.json | cut -d' ' -f1)",
    ],
    "ssh-keygen -t ed25519 -f org-key": ["rm org-key org-key.pub actas.json.sig"],
  },
  instead: {
    "actas setup org https://it.example.com/actas.json": "actas setup org actas.json",
    'actas setup org https://it.example.com/actas.json --key "$FINGERPRINT" --yes':
      'actas setup org actas.json --key "$FINGERPRINT" --yes',
    'actas setup org https://it.example.com/actas.json --sha256 "$DIGEST" --yes':
      'actas setup org actas.json --sha256 "$DIGEST" --yes',
    "ssh-keygen -t ed25519 -f org-key": makeKey,
  },
};
