package io.decisionos.gateway.evidence.archive.s3;

import io.decisionos.gateway.aws.AwsClients;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;

/** Makes clients of S3, or of what speaks like it. */
final class S3Clients {
  private static final Duration SILENCE = Duration.ofSeconds(10);
  private static final Duration CALL = Duration.ofSeconds(60);

  private S3Clients() {}

  /** A client; takes its time, as a machine in the cloud is asked for its region. */
  static S3Client of(ArchiveSettings settings) {
    boolean own = settings.endpoint().isPresent() || isEndpointElsewhere();
    Optional<URI> endpoint = settings.endpoint();
    var reach = new AwsClients.Reach(endpoint, settings.region(), SILENCE, CALL);
    var configuration =
        S3Configuration.builder()
            // A server of one's own seldom has a name for each bucket.
            .pathStyleAccessEnabled(own)
            .chunkedEncodingEnabled(false)
            .expectContinueEnabled(false)
            .build();
    return AwsClients.prepared(S3Client.builder(), reach)
        .serviceConfiguration(configuration)
        .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
        .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
        .build();
  }

  /** Whether the SDK finds an endpoint by itself. */
  private static boolean isEndpointElsewhere() {
    return Stream.of("AWS_ENDPOINT_URL_S3", "AWS_ENDPOINT_URL")
            .anyMatch(name -> System.getenv(name) != null)
        || Stream.of("aws.endpointUrlS3", "aws.endpointUrl")
            .anyMatch(name -> System.getProperty(name) != null);
  }
}
