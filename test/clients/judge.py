"""Judges answers of the sandbox by AWS's own service models, as botocore brings them.

Reads a JSON list of {service, operation, status, headers, body} from stdin and prints a JSON list with one list of
complaints for each. Nothing of the sandbox is used here: only botocore's models, its parsers and the XML itself.
"""

import json
import re
import sys
from datetime import datetime
from xml.etree import ElementTree

import botocore.parsers
import botocore.session

PYTHON_TYPES = {
    "string": str, "integer": int, "long": int, "boolean": bool, "timestamp": datetime, "structure": dict, "list": list,
}


def judge(answer):
    model = botocore.session.get_session().get_service_model(answer["service"])
    operation = model.operation_model(answer["operation"])
    failed = answer["status"] >= 300
    parser = botocore.parsers.create_parser(model.metadata["protocol"])
    received = {
        "status_code": answer["status"],
        "headers": {name.lower(): value for name, value in answer["headers"].items()},
        "body": answer["body"].encode(),
        "context": {"operation_name": operation.name},
    }
    parsed = parser.parse(received, operation.output_shape)
    if model.metadata["protocol"] == "rest-json":
        return json_complaints(parsed, operation, answer)
    root = ElementTree.fromstring(answer["body"])
    if failed:
        return refusal_complaints(parsed, root, operation, answer)
    return namespace_complaints(root, model) + [
        *value_complaints(parsed, operation.output_shape, operation.name),
        *element_complaints(output_element(root, operation), operation.output_shape, operation.name),
        *([] if parsed["ResponseMetadata"].get("RequestId") else ["no request id"]),
    ]


def json_complaints(parsed, operation, answer):
    complaints = [] if parsed["ResponseMetadata"].get("RequestId") else ["no request id"]
    content = json.loads(answer["body"] or "{}")
    if answer["status"] >= 300:
        error = parsed.get("Error", {})
        complaints += [f"no {name}" for name in ("Code", "Message") if name not in error or not error["Code"]]
        shapes = {shape.name: shape for shape in operation.error_shapes}
        shape = shapes.get(error.get("Code"))
        complaints += status_complaints(operation, error.get("Code"), answer["status"])
        # `__type` is the protocol's own way to name the error, besides its header.
        known = [*(shape.members if shape else content), "__type"]
        return complaints + [f"unknown member {name}" for name in content if name not in known]
    if operation.output_shape is None:
        return complaints + [f"unknown member {name}" for name in content]
    # The parser would make numbers of strings.
    complaints += value_complaints(content, operation.output_shape, operation.name)
    return complaints + member_complaints(content, operation.output_shape, operation.name)


def member_complaints(value, shape, path):
    """Members that are there though the model has none of the name: a parser would pass over them in silence."""
    if shape.type_name == "list":
        return [c for item in value for c in member_complaints(item, shape.member, f"{path}[]")]
    if shape.type_name != "structure":
        return []
    complaints = [f"unknown member {path}.{key}" for key in value if key not in shape.members]
    for key, member in shape.members.items():
        complaints += member_complaints(value[key], member, f"{path}.{key}") if key in value else []
    return complaints


def refusal_complaints(parsed, root, operation, answer):
    error = parsed.get("Error", {})
    complaints = [f"no {name}" for name in ("Code", "Message") if not error.get(name)]
    if answer["service"] == "sts":
        kind = "Sender" if answer["status"] < 500 else "Receiver"
        complaints += [] if error.get("Type") == kind else [f"Type is {error.get('Type')}, not {kind}"]
        expected = ["ErrorResponse", "Error", "Type", "Code", "Message", "RequestId"]
        complaints += [f"unknown element {tag}" for tag in (name(e) for e in root.iter()) if tag not in expected]
    if not parsed["ResponseMetadata"].get("RequestId"):
        complaints.append("no request id")
    return complaints + status_complaints(operation, error.get("Code"), answer["status"])


def status_complaints(operation, code, status):
    complaints = []
    for shape in operation.error_shapes:
        modelled = shape.metadata.get("error", {})
        wanted = modelled.get("httpStatusCode")
        if modelled.get("code", shape.name) == code and wanted != status:
            complaints.append(f"{shape.name} has status {wanted}, not {status}")
    return complaints


def namespace_complaints(root, model):
    """The query protocol names its namespace in the model; S3's is in its metadata of shapes."""
    wanted = model.metadata.get("xmlNamespace")
    uri = root.tag[1:].split("}")[0] if root.tag.startswith("{") else None
    return [f"namespace is {uri}, not {wanted}"] if wanted and uri != wanted else []


def output_element(root, operation):
    wrapper = operation.output_shape.serialization.get("resultWrapper")
    return next((child for child in root if name(child) == wrapper), root) if wrapper else root


def element_complaints(element, shape, path):
    """Elements that are there though the model has none of the name: a parser would pass over them in silence."""
    if shape.type_name == "list":
        item = shape.member.serialization.get("name", "member")
        members = {item: shape.member}
    elif shape.type_name == "structure":
        members = {member.serialization.get("name", key): member for key, member in shape.members.items()}
    else:
        return []
    complaints = []
    for child in element:
        if name(child) not in members:
            complaints.append(f"unknown element {path}.{name(child)}")
        else:
            complaints += element_complaints(child, members[name(child)], f"{path}.{name(child)}")
    return complaints


def value_complaints(value, shape, path):
    wanted = PYTHON_TYPES.get(shape.type_name)
    if wanted and not isinstance(value, wanted):
        return [f"{path} is {type(value).__name__}, not {shape.type_name}"]
    if shape.type_name == "structure":
        complaints = [f"{path}.{key} is missing" for key in shape.required_members if key not in value]
        for key, member in shape.members.items():
            complaints += value_complaints(value[key], member, f"{path}.{key}") if key in value else []
        return complaints
    if shape.type_name == "list":
        return [c for item in value for c in value_complaints(item, shape.member, f"{path}[]")]
    return string_complaints(value, shape, path) if shape.type_name == "string" else []


def string_complaints(value, shape, path):
    complaints = []
    if shape.enum and value not in shape.enum:
        complaints.append(f"{path} is none of {shape.enum}")
    if not shape.metadata.get("min", 0) <= len(value) <= shape.metadata.get("max", len(value)):
        complaints.append(f"{path} has {len(value)} characters")
    pattern = shape.metadata.get("pattern")
    if pattern and not re.fullmatch(pattern, value):
        complaints.append(f"{path} does not match {pattern}")
    return complaints


def name(element):
    return element.tag.split("}")[-1]


print(json.dumps([judge(answer) for answer in json.load(sys.stdin)]))
