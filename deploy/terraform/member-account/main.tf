# What an account of the organization gives the actas team server: as ../../aws/member-account.yaml.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "server_role_arn" {
  type        = string
  description = "The role of the server, from ../server-account"
}

variable "external_id" {
  type        = string
  sensitive   = true
  description = "What the server sends when it assumes a role; from its configuration"

  validation {
    condition     = length(var.external_id) >= 16
    error_message = "An external id has at least 16 characters."
  }
}

variable "issuer" {
  type        = string
  default     = ""
  description = "In mode mint, the server's issuer, such as https://actas.example.com/issuer; else empty"
}

resource "aws_iam_role" "audit" {
  name                 = "actas-audit"
  path                 = "/actas/"
  description          = "The actas team server reads here which roles there are"
  max_session_duration = 3600

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = var.server_role_arn }
      Action    = "sts:AssumeRole"
      Condition = { StringEquals = { "sts:ExternalId" = var.external_id } }
    }]
  })
}

resource "aws_iam_role_policy" "read_roles" {
  name = "read-roles"
  role = aws_iam_role.audit.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "iam:GetOpenIDConnectProvider",
        "iam:ListAccountAliases",
        "iam:ListOpenIDConnectProviders",
        "iam:ListRoles",
      ]
      Resource = "*"
    }]
  })
}

resource "aws_iam_openid_connect_provider" "server" {
  count          = var.issuer == "" ? 0 : 1
  url            = var.issuer
  client_id_list = ["sts.amazonaws.com"]
}

output "audit_role_arn" {
  value = aws_iam_role.audit.arn
}
