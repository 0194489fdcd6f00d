"""Says where boto3 takes credentials from, environment by environment. The network is cut off.

Reads lines of JSON: {"variables": {NAME: VALUE}, "config": TEXT, "credentials": TEXT}. Answers each with
{"found": WHAT or null, "error": TEXT or null}, where WHAT is the id of a key, the ARN of a role, "sso" or "container".
Nothing of actas is used here.
"""

import json
import os
import pathlib
import socket
import sys
import tempfile

import boto3
from botocore import credentials
from botocore.utils import ContainerMetadataFetcher

KEYS = {"AccessKeyId": "container", "SecretAccessKey": "s", "Token": "t", "Expiration": "2099-01-01T00:00:00Z"}


def refuse(*_args, **_kwargs):
    raise OSError("the network is cut off")


socket.socket.connect = refuse
# The one place that is asked before credentials are needed.
ContainerMetadataFetcher.retrieve_full_uri = lambda *_args, **_kwargs: KEYS


def whose(found):
    if found.method == "sso":
        return "sso"
    return found.get_frozen_credentials().access_key


def assume(fetcher):
    keys = dict(KEYS, AccessKeyId=fetcher._role_arn, SessionToken="t")
    return {"Credentials": keys}


credentials.AssumeRoleCredentialFetcher._get_credentials = assume
credentials.AssumeRoleWithWebIdentityCredentialFetcher._get_credentials = assume


def judge(home, job):
    for name in ("config", "credentials"):
        (home / name).write_text(job[name])
    os.environ.clear()
    os.environ.update(
        job["variables"],
        HOME=str(home),
        PATH="/usr/bin:/bin",
        AWS_CONFIG_FILE=f"{home}/config",
        AWS_SHARED_CREDENTIALS_FILE=f"{home}/credentials",
        AWS_EC2_METADATA_DISABLED="true",
    )
    answer = {"found": None, "error": None}
    try:
        found = boto3.Session().get_credentials()
        answer["found"] = found and whose(found)
    except Exception as error:  # whatever it is, the program has no credentials
        answer["error"] = str(error)
    return answer


with tempfile.TemporaryDirectory(prefix="differential-") as folder:
    for line in sys.stdin:
        print(json.dumps(judge(pathlib.Path(folder), json.loads(line))), flush=True)
