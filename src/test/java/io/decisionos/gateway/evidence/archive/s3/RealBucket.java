package io.decisionos.gateway.evidence.archive.s3;

import io.decisionos.gateway.aws.AwsClients;
import io.decisionos.gateway.evidence.archive.ArchivePlace;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.archive.ObjectLock;
import io.decisionos.gateway.fixture.CommandLineRun;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of a real server, as its owner and as whoever has got hold of the owner's key. */
final class RealBucket implements AutoCloseable {
  static final String PLACE = "s3://vault/gw";
  static final String KEY = "AKIDEXAMPLE";
  static final String SECRET = "not-a-secret-of-anybody";

  private static final String NAME = "vault";

  /** A server that has just started takes its time. */
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final String endpoint;
  private final S3Client client;

  private RealBucket(String endpoint) {
    this.endpoint = endpoint;
    var reach =
        new AwsClients.Reach(
            Optional.of(URI.create(endpoint)), Optional.empty(), PATIENCE, PATIENCE);
    this.client =
        AwsClients.prepared(S3Client.builder(), reach)
            .serviceConfiguration(
                S3Configuration.builder()
                    .pathStyleAccessEnabled(true)
                    .chunkedEncodingEnabled(false)
                    .build())
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .build();
  }

  /** Makes one, and gives this process the credentials that it wants. */
  static RealBucket make(String endpoint, boolean withLock) {
    System.setProperty("aws.accessKeyId", KEY);
    System.setProperty("aws.secretAccessKey", SECRET);
    var bucket = new RealBucket(endpoint);
    bucket.client.createBucket(
        ask -> ask.bucket(NAME).objectLockEnabledForBucket(withLock ? Boolean.TRUE : null));
    return bucket;
  }

  ArchiveSettings settings(ObjectLock lock) {
    return new ArchiveSettings(
        ArchivePlace.parse(PLACE).orElseThrow(),
        Optional.of(URI.create(endpoint)),
        Optional.empty(),
        lock);
  }

  /** What a gateway has to be told that archives here. */
  Map<String, String> variables(String lock) {
    return Map.of(
        "DECISIONOS_EVIDENCE_ARCHIVE_URL", PLACE,
        "DECISIONOS_EVIDENCE_ARCHIVE_ENDPOINT", endpoint,
        "DECISIONOS_EVIDENCE_ARCHIVE_LOCK", lock);
  }

  CommandLineRun restore(Path to) {
    return CommandLineRun.of(
        "evidence", "restore", "--from", PLACE, "--root", to.toString(), "--endpoint", endpoint);
  }

  /** How many versions each object has. */
  Map<String, Long> versions() {
    return client.listObjectVersionsPaginator(ask -> ask.bucket(NAME)).versions().stream()
        .collect(Collectors.groupingBy(ObjectVersion::key, Collectors.counting()));
  }

  List<String> keys() {
    return client.listObjectsV2Paginator(ask -> ask.bucket(NAME)).contents().stream()
        .map(object -> object.key())
        .toList();
  }

  ResponseBytes<GetObjectResponse> get(String key) {
    return client.getObjectAsBytes(ask -> ask.bucket(NAME).key(key));
  }

  /** Puts bytes over whatever is there. */
  void plant(String key, byte[] bytes, Map<String, String> metadata) {
    client.putObject(
        ask -> ask.bucket(NAME).key(key).metadata(metadata), RequestBody.fromBytes(bytes));
  }

  /** The status that deleting the only version of an object is answered with. */
  int delete(String key) {
    String version = get(key).response().versionId();
    return status(() -> client.deleteObject(ask -> ask.bucket(NAME).key(key).versionId(version)));
  }

  /** The status that another retention is answered with. */
  int retain(String key, Instant until) {
    return status(
        () ->
            client.putObjectRetention(
                ask ->
                    ask.bucket(NAME)
                        .key(key)
                        .retention(
                            wanted ->
                                wanted
                                    .mode(ObjectLockRetentionMode.COMPLIANCE)
                                    .retainUntilDate(until))));
  }

  private static int status(Runnable call) {
    try {
      call.run();
      return 200;
    } catch (S3Exception e) {
      return e.statusCode();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
