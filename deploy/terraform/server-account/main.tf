# What the actas team server has in its own account: as ../../aws/server-account.yaml.

terraform {
  required_version = ">= 1.3"
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

variable "compute" {
  type        = string
  description = "The AWS service that the server runs on"

  validation {
    condition     = contains(["ec2.amazonaws.com", "ecs-tasks.amazonaws.com", "pods.eks.amazonaws.com"], var.compute)
    error_message = "One of ec2.amazonaws.com, ecs-tasks.amazonaws.com and pods.eks.amazonaws.com."
  }
}

variable "lent_path" {
  type        = string
  default     = ""
  description = "In mode broker, the path below which roles are lent, such as /lent/; else empty"
}

variable "mints" {
  type        = bool
  default     = true
  description = "Whether the server signs tokens of its own"
}

variable "reads_organization" {
  type        = bool
  default     = true
  description = "Whether the server asks AWS Organizations which accounts there are"
}

data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

locals {
  arns = "arn:${data.aws_partition.current.partition}:iam::"
}

resource "aws_iam_role" "server" {
  name        = "actas-server"
  description = "The actas team server"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { Service = var.compute }
      Action    = ["sts:AssumeRole", "sts:TagSession"]
    }]
  })
}

resource "aws_iam_role_policy" "scan" {
  name = "scan"
  role = aws_iam_role.server.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = "sts:AssumeRole"
      Resource = "${local.arns}*:role/actas/actas-audit"
    }]
  })
}

resource "aws_iam_role_policy" "lend" {
  count = var.lent_path == "" ? 0 : 1
  name  = "lend"
  role  = aws_iam_role.server.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
      Resource = "${local.arns}*:role${var.lent_path}*"
    }]
  })
}

resource "aws_iam_role_policy" "read_organization" {
  count = var.reads_organization ? 1 : 0
  name  = "read-organization"
  role  = aws_iam_role.server.id

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect = "Allow"
      Action = [
        "organizations:ListAccountsForParent",
        "organizations:ListOrganizationalUnitsForParent",
        "organizations:ListRoots",
      ]
      Resource = "*"
    }]
  })
}

resource "aws_kms_key" "signing" {
  count                    = var.mints ? 1 : 0
  description              = "Signs the tokens of the actas team server"
  customer_master_key_spec = "RSA_2048"
  key_usage                = "SIGN_VERIFY"

  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Sid       = "Administration"
        Effect    = "Allow"
        Principal = { AWS = "${local.arns}${data.aws_caller_identity.current.account_id}:root" }
        Action = [
          "kms:CancelKeyDeletion",
          "kms:DescribeKey",
          "kms:DisableKey",
          "kms:EnableKey",
          "kms:GetKeyPolicy",
          "kms:PutKeyPolicy",
          "kms:ScheduleKeyDeletion",
          "kms:TagResource",
          "kms:UntagResource",
        ]
        Resource = "*"
      },
      {
        Sid       = "Server"
        Effect    = "Allow"
        Principal = { AWS = aws_iam_role.server.arn }
        Action    = ["kms:GetPublicKey", "kms:Sign"]
        Resource  = "*"
      },
    ]
  })

  lifecycle {
    prevent_destroy = true
  }
}

output "server_role_arn" {
  value = aws_iam_role.server.arn
}

output "signing_key_arn" {
  value = one(aws_kms_key.signing[*].arn)
}
