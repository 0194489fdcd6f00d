terraform {
  backend "s3" {
    bucket                  = "sandbox-111122223333"
    key                     = "state"
    region                  = "eu-west-1"
    use_path_style          = true
    skip_metadata_api_check = true
  }
}
