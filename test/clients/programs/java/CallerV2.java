// Asks the AWS at SANDBOX_URL who it is.
import java.net.URI;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;

class CallerV2 {
    public static void main(String[] arguments) {
        var sts = StsClient.builder().endpointOverride(URI.create(System.getenv("SANDBOX_URL"))).region(Region.EU_WEST_1)
            .httpClient(UrlConnectionHttpClient.create()).build();
        System.out.println(sts.getCallerIdentity().arn());
    }
}
