package io.decisionos.gateway.keysource.aws;

import io.decisionos.gateway.aws.AwsClients;
import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Opens the services. Credentials and region are found as the SDK finds them. */
public final class AwsSources {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private AwsSources() {}

  /**
   * Opens a source; takes its time, as a machine in the cloud is asked for its region.
   *
   * @param endpoint where the service is in place of the usual endpoint
   * @throws SdkClientException if there is no region
   */
  public static MaterialSource open(Source source, Optional<URI> endpoint) {
    var reach = new AwsClients.Reach(endpoint, Optional.empty(), PATIENCE, PATIENCE);
    return switch (source) {
      case SSM -> new SsmSource(AwsClients.prepared(SsmClient.builder(), reach).build());
      case KMS -> new KmsSource(AwsClients.prepared(KmsClient.builder(), reach).build());
      case FILE, ENV -> throw new IllegalArgumentException(source.word() + " takes no call");
    };
  }
}
