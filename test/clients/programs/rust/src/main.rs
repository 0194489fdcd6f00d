// Asks the AWS at SANDBOX_URL who it is; with an argument, for each line on standard input.
use aws_config::BehaviorVersion;
use aws_smithy_http_client::Builder;

#[tokio::main(flavor = "current_thread")]
async fn main() {
    // Without TLS, which takes long to compile: the sandbox and the container endpoint speak plain HTTP.
    let config = aws_config::defaults(BehaviorVersion::latest())
        .region("eu-west-1")
        .http_client(Builder::new().build_http())
        .load()
        .await;
    let endpoint = std::env::var("SANDBOX_URL").expect("SANDBOX_URL is set");
    let sts = aws_sdk_sts::config::Builder::from(&config).endpoint_url(endpoint).build();
    let client = aws_sdk_sts::Client::from_conf(sts);
    let is_asked = std::env::args().len() > 1;
    while !is_asked || std::io::stdin().lines().next().is_some() {
        let answer = client.get_caller_identity().send().await;
        println!("{}", answer.expect("AWS answers").arn().unwrap_or_default());
        if !is_asked {
            break;
        }
    }
}
