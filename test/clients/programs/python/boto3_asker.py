"""For each line on standard input, asks the AWS at SANDBOX_URL who it is, and prints the answer."""

import os
import sys

import boto3

sts = boto3.Session().client("sts", region_name="eu-west-1", endpoint_url=os.environ["SANDBOX_URL"])
for _ in sys.stdin:
    print(sts.get_caller_identity()["Arn"], flush=True)
