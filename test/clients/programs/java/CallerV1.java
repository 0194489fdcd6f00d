// Asks the AWS at SANDBOX_URL who it is.
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;

class CallerV1 {
    public static void main(String[] arguments) {
        var endpoint = new EndpointConfiguration(System.getenv("SANDBOX_URL"), "eu-west-1");
        var sts = AWSSecurityTokenServiceClientBuilder.standard().withEndpointConfiguration(endpoint).build();
        System.out.println(sts.getCallerIdentity(new GetCallerIdentityRequest()).getArn());
    }
}
