"""Says whom botocore would act as, file by file, without any call.

Reads lines of JSON: {"profile": NAME or null, "config": BASE64, "credentials": BASE64, "boto": BASE64}. Answers each with
{"found": IDENTITY or null, "error": TEXT or null, "profiles": {NAME: SETTINGS}}. An identity is the id of a key,
"process:COMMAND", "sso:ACCOUNT/ROLE", "web-identity:ROLE", "other:METHOD", "container" for the endpoint of `exec`, or
"role:ARN<IDENTITY". Nothing of actas is used here.
"""

import base64
import json
import os
import pathlib
import sys
import tempfile

import botocore.credentials as credentials
from botocore.session import Session

FOLDER = tempfile.mkdtemp(prefix="differential-")
HOME = pathlib.Path(FOLDER)
FILES = ("config", "credentials", "boto")
EXPIRES = "2099-01-01T00:00:00Z"


class Sts:
    def __init__(self, access_key):
        self.access_key = access_key

    def assume_role(self, RoleArn, **_):
        return self.answer(f"role:{RoleArn}<{self.access_key}")

    @staticmethod
    def answer(identity):
        keys = {"AccessKeyId": identity, "SecretAccessKey": "s", "SessionToken": "t", "Expiration": EXPIRES}
        return {"Credentials": keys}


def client_creator(*_, **__):
    return lambda _service, aws_access_key_id=None, **_kwargs: Sts(aws_access_key_id)


def answers(identity):
    return credentials.Credentials(identity, "s")


def process(_self, command):
    words = credentials.compat_shell_split(command)
    return {"access_key": "process:" + json.dumps(words), "secret_key": "s", "token": None, "expiry_time": None}


def sso(self):
    config = self._load_sso_config()
    return config and answers(f"sso:{config['sso_account_id']}/{config['sso_role_name']}")


def web_identity(self):
    if self._get_config("web_identity_token_file"):
        role = self._get_config("role_arn")
        if not role:  # as the provider itself does
            raise ValueError("has no role ARN configured")
        return answers(f"web-identity:{role}")


make_provider = credentials.AssumeRoleProvider.__init__


def assume_role_provider(self, *args, **kwargs):
    make_provider(self, *args, **kwargs, prompter=lambda _question: "123456")


credentials.AssumeRoleProvider.__init__ = assume_role_provider
credentials._get_client_creator = client_creator
credentials.ProcessProvider._retrieve_credentials_using = process
credentials.SSOProvider.load = sso
credentials.AssumeRoleWithWebIdentityProvider.load = web_identity
credentials.ContainerProvider.load = lambda _self: answers("container")
if hasattr(credentials, "LoginProvider"):
    credentials.LoginProvider.load = lambda self: (
        answers("other:login") if self._load_config()["profiles"].get(self._profile_name, {}).get("login_session") else None
    )


def judge(job):
    for name in FILES:
        (HOME / name).write_bytes(base64.b64decode(job[name]))
    answer = {"found": None, "error": None, "profiles": {}}
    try:
        session = Session(profile=job["profile"], include_builtin_handlers=False)
        answer["profiles"] = session.full_config["profiles"]
        found = session.get_credentials()
        answer["found"] = found and found.get_frozen_credentials().access_key
    except Exception as error:  # whatever it is, the program has no credentials
        answer["error"] = f"{type(error).__name__}: {error}"
    return answer


os.environ.clear()
os.environ.update(
    HOME=FOLDER,
    AWS_CONFIG_FILE=f"{FOLDER}/config",
    AWS_SHARED_CREDENTIALS_FILE=f"{FOLDER}/credentials",
    AWS_EC2_METADATA_DISABLED="true",
    BOTO_CONFIG=f"{FOLDER}/boto",
)
try:
    for line in sys.stdin:
        print(json.dumps(judge(json.loads(line))), flush=True)
finally:
    for name in FILES:
        (HOME / name).unlink(missing_ok=True)
    HOME.rmdir()
