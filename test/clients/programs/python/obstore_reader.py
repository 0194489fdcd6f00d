"""Reads the object that says who reads it, with Rust's object_store; with an argument, for each line on standard
input."""

import os
import sys

from obstore.store import S3Store

store = S3Store(
    "sandbox-111122223333",
    endpoint=os.environ["SANDBOX_URL"],
    region="eu-west-1",
    virtual_hosted_style_request=False,
    client_options={"allow_http": True},
)
for _ in sys.stdin if sys.argv[1:] else ["once"]:
    print(" ".join(store.get("who.csv").bytes().to_bytes().decode().split()), flush=True)
