package io.decisionos.gateway.aws;

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

/** Prepares clients. Credentials and region are found as the SDK finds them. */
public final class AwsClients {
  private AwsClients() {}

  /**
   * Where and how long a service is asked.
   *
   * @param endpoint where it is in place of the usual endpoint
   * @param region empty: as the SDK finds it
   * @param silence for how long nothing may come
   * @param call for how long a call may take
   */
  public record Reach(
      Optional<URI> endpoint, Optional<String> region, Duration silence, Duration call) {}

  /**
   * Prepares a client; takes its time, as a machine in the cloud is asked for its region.
   *
   * @throws SdkClientException if there is no region
   */
  public static <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> B prepared(
      B builder, Reach reach) {
    reach.endpoint().ifPresent(builder::endpointOverride);
    // The gateway waits and tries again by itself.
    return builder
        .region(reach.region().map(Region::of).orElseGet(() -> region(reach.endpoint())))
        .httpClientBuilder(
            UrlConnectionHttpClient.builder()
                .connectionTimeout(reach.silence())
                .socketTimeout(reach.silence()))
        .overrideConfiguration(
            client ->
                client.apiCallTimeout(reach.call()).retryStrategy(AwsRetryStrategy.doNotRetry()));
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
