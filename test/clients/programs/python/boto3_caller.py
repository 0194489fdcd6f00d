"""Asks the AWS at SANDBOX_URL who it is; with an argument, until it has signed with two different keys."""

import os
import sys
import time

import boto3

session = boto3.Session()
sts = session.client("sts", region_name="eu-west-1", endpoint_url=os.environ["SANDBOX_URL"])

wanted = 2 if len(sys.argv) > 1 else 1
keys = set()
end = time.time() + 45
while len(keys) < wanted and time.time() < end:
    print(sts.get_caller_identity()["Arn"])
    keys.add(session.get_credentials().get_frozen_credentials().access_key)
    time.sleep(0.5 if len(keys) < wanted else 0)
print("keys used:", len(keys))
sys.exit(len(keys) != wanted)
