package io.decisionos.gateway.keysource.aws;

import io.decisionos.gateway.keys.Source;
import io.decisionos.gateway.keysource.MaterialSource;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;
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
   * @throws SdkClientException where there is no region
   */
  public static MaterialSource open(Source source, Optional<URI> endpoint) {
    return switch (source) {
      case SSM -> new SsmSource(prepared(SsmClient.builder(), endpoint).build());
      case KMS -> new KmsSource(prepared(KmsClient.builder(), endpoint).build());
      case FILE, ENV -> throw new IllegalArgumentException(source.word() + " takes no call");
    };
  }

  private static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepared(
      B builder, Optional<URI> endpoint) {
    endpoint.ifPresent(builder::endpointOverride);
    // The gateway waits and tries again by itself.
    return builder
        .region(region(endpoint))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder().connectionTimeout(PATIENCE).socketTimeout(PATIENCE))
        .overrideConfiguration(
            client -> client.apiCallTimeout(PATIENCE).retryStrategy(AwsRetryStrategy.doNotRetry()));
  }

  /** An endpoint of one's own is in no region; what is signed still names one. */
  private static Region region(Optional<URI> endpoint) {
    if (endpoint.isEmpty()) {
      return new DefaultAwsRegionProviderChain().getRegion();
    }
    try {
      return new AwsRegionProviderChain(
              new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
    } catch (SdkClientException e) {
      return Region.US_EAST_1;
    }
  }
}
