// Asks the AWS at SANDBOX_URL who it is; with an argument, for each line on standard input.
import com.amazonaws.client.builder.AwsClientBuilder.EndpointConfiguration;
import com.amazonaws.services.securitytoken.AWSSecurityTokenServiceClientBuilder;
import com.amazonaws.services.securitytoken.model.GetCallerIdentityRequest;
import java.util.Scanner;

class CallerV1 {
    public static void main(String[] arguments) {
        var endpoint = new EndpointConfiguration(System.getenv("SANDBOX_URL"), "eu-west-1");
        var sts = AWSSecurityTokenServiceClientBuilder.standard().withEndpointConfiguration(endpoint).build();
        var lines = arguments.length == 0 ? new Scanner("once") : new Scanner(System.in);
        while (lines.hasNextLine()) {
            lines.nextLine();
            System.out.println(sts.getCallerIdentity(new GetCallerIdentityRequest()).getArn());
        }
    }
}
