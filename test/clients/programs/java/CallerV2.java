// Asks the AWS at SANDBOX_URL who it is; with an argument, for each line on standard input.
import java.net.URI;
import java.util.Scanner;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

class CallerV2 {
    public static void main(String[] arguments) {
        var sts = StsClient.builder().endpointOverride(URI.create(System.getenv("SANDBOX_URL"))).region(Region.EU_WEST_1)
            .httpClient(UrlConnectionHttpClient.create()).build();
        var lines = arguments.length == 0 ? new Scanner("once") : new Scanner(System.in);
        while (lines.hasNextLine()) {
            lines.nextLine();
            System.out.println(sts.getCallerIdentity().arn());
        }
    }
}
