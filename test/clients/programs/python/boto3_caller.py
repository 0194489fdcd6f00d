"""Asks the AWS at SANDBOX_URL who it is; with `until-refreshed`, until it has signed with two different keys; with
`for-each-line`, for each line on standard input."""

import os
import sys
import time

import boto3

session = boto3.Session()
sts = session.client("sts", region_name="eu-west-1", endpoint_url=os.environ["SANDBOX_URL"])

if sys.argv[1:] == ["for-each-line"]:
    for _ in sys.stdin:
        print(sts.get_caller_identity()["Arn"], flush=True)
    sys.exit()

wanted = 2 if len(sys.argv) > 1 else 1
keys = set()
end = time.time() + 45
while len(keys) < wanted and time.time() < end:
    print(sts.get_caller_identity()["Arn"])
    keys.add(session.get_credentials().get_frozen_credentials().access_key)
    time.sleep(0.5 if len(keys) < wanted else 0)
print("keys used:", len(keys))
sys.exit(len(keys) != wanted)
