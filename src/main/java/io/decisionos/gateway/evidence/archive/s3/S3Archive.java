package io.decisionos.gateway.evidence.archive.s3;

import io.decisionos.gateway.evidence.archive.Archive;
import io.decisionos.gateway.evidence.archive.ArchiveException;
import io.decisionos.gateway.evidence.archive.ArchiveSettings;
import io.decisionos.gateway.evidence.archive.Archived;
import io.decisionos.gateway.evidence.archive.Deposit;
import io.decisionos.gateway.evidence.archive.ObjectLock;
import io.decisionos.gateway.evidence.archive.Stored;
import io.decisionos.gateway.evidence.index.Sha256;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A bucket of S3, or of what speaks like it. Any thread. */
public final class S3Archive implements Archive {
  private static final String SHA256 = "sha256";
  private static final String TYPE = "application/json";
  private static final int NOT_FOUND = 404;
  private static final int FORBIDDEN = 403;
  private static final int THERE = 412;

  private final S3Client client;
  private final String bucket;
  private final ObjectLock lock;

  private S3Archive(S3Client client, String bucket, ObjectLock lock) {
    this.client = client;
    this.bucket = bucket;
    this.lock = lock;
  }

  /**
   * Opens an archive; takes its time, as a machine in the cloud is asked for its region. Nothing is
   * asked of the archive itself.
   */
  public static Archive open(ArchiveSettings settings) throws ArchiveException {
    try {
      return new S3Archive(S3Clients.of(settings), settings.place().bucket(), settings.lock());
    } catch (SdkException e) {
      throw S3Trouble.of(e);
    }
  }

  @Override
  public Outcome put(Deposit deposit) throws ArchiveException {
    try {
      Optional<Sha256> there = there(deposit.key());
      if (there.isEmpty()) {
        there = create(deposit) ? Optional.of(deposit.sha256()) : there(deposit.key());
      }
      if (there.isEmpty()) {
        throw new ArchiveException("the archive shows nobody what has the key", true, null);
      }
      if (!there.get().equals(deposit.sha256())) {
        return Outcome.CONFLICT;
      }
    } catch (SdkException e) {
      throw S3Trouble.of(e);
    }
    // Looked for even if it was just put so: some servers pass over the locks they are sent.
    if (deposit.until().isPresent()) {
      retain(deposit.key(), deposit.until().get());
    }
    if (deposit.held()) {
      hold(deposit.key(), true);
    }
    return Outcome.ARCHIVED;
  }

  /** The bytes that a key has, by what the archive itself has computed, or by reading them. */
  private Optional<Sha256> there(String key) {
    try {
      HeadObjectResponse head =
          client.headObject(ask -> ask.bucket(bucket).key(key).checksumMode(ChecksumMode.ENABLED));
      Optional<String> computed =
          Optional.ofNullable(head.checksumSHA256()).flatMap(S3Archive::hex);
      if (computed.isPresent()) {
        return computed.map(Sha256::ofHex);
      }
      byte[] bytes = client.getObjectAsBytes(ask -> ask.bucket(bucket).key(key)).asByteArray();
      return Optional.of(Sha256.of(bytes, bytes.length));
    } catch (S3Exception e) {
      // Whoever may not list a bucket is forbidden to see what is not there.
      if (e.statusCode() == NOT_FOUND || e.statusCode() == FORBIDDEN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** Puts a file at a free place; false if it is taken. */
  private boolean create(Deposit deposit) {
    try {
      client.putObject(request(deposit), RequestBody.fromBytes(deposit.bytes()));
      return true;
    } catch (S3Exception e) {
      if (e.statusCode() == THERE) {
        return false;
      }
      throw e;
    }
  }

  private PutObjectRequest request(Deposit deposit) {
    String hex = deposit.sha256().hex();
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(deposit.key())
            .ifNoneMatch("*")
            .contentType(TYPE)
            .checksumSHA256(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)))
            .metadata(Map.of(SHA256, hex));
    if (deposit.until().isPresent()) {
      request
          .objectLockMode(ObjectLockMode.fromValue(lock.name()))
          .objectLockRetainUntilDate(deposit.until().get());
    }
    if (deposit.held()) {
      request.objectLockLegalHoldStatus(ObjectLockLegalHoldStatus.ON);
    }
    return request.build();
  }

  @Override
  public void retain(String key, Instant until) throws ArchiveException {
    try {
      if (retained(key).filter(there -> !there.isBefore(until)).isPresent()) {
        return;
      }
      client.putObjectRetention(
          ask ->
              ask.bucket(bucket)
                  .key(key)
                  .retention(
                      wanted ->
                          wanted
                              .mode(ObjectLockRetentionMode.fromValue(lock.name()))
                              .retainUntilDate(until)));
      if (retained(key).isEmpty()) {
        throw new ArchiveException(
            "the archive shows no lock on what it took: it passes over locks, or the credentials"
                + " lack s3:GetObjectRetention",
            false,
            null);
      }
    } catch (SdkException e) {
      throw S3Trouble.of(e);
    }
  }

  private Optional<Instant> retained(String key) {
    HeadObjectResponse head = client.headObject(ask -> ask.bucket(bucket).key(key));
    return Optional.ofNullable(head.objectLockRetainUntilDate());
  }

  @Override
  public void hold(String key, boolean held) throws ArchiveException {
    var status = held ? ObjectLockLegalHoldStatus.ON : ObjectLockLegalHoldStatus.OFF;
    try {
      client.putObjectLegalHold(
          ask -> ask.bucket(bucket).key(key).legalHold(wanted -> wanted.status(status)));
    } catch (NoSuchKeyException e) {
      if (held) {
        throw S3Trouble.of(e);
      }
    } catch (SdkException e) {
      throw S3Trouble.of(e);
    }
  }

  @Override
  public Optional<String> list(String prefix, Visitor visitor) throws IOException {
    return new S3Listing(client, bucket, prefix).visit(visitor);
  }

  @Override
  public Archived get(Stored object) throws ArchiveException {
    try {
      var answer =
          client.getObjectAsBytes(
              ask ->
                  ask.bucket(bucket)
                      .key(object.key())
                      .versionId(object.version().orElse(null))
                      .checksumMode(ChecksumMode.ENABLED));
      GetObjectResponse head = answer.response();
      var said = new ArrayList<String>();
      Optional.ofNullable(head.metadata().get(SHA256)).ifPresent(said::add);
      Optional.ofNullable(head.checksumSHA256()).flatMap(S3Archive::hex).ifPresent(said::add);
      return new Archived(answer.asByteArray(), said);
    } catch (SdkException e) {
      throw S3Trouble.of(e);
    }
  }

  /** A checksum in hexadecimal digits; empty if it is that of parts. */
  private static Optional<String> hex(String base64) {
    try {
      byte[] hash = Base64.getDecoder().decode(base64);
      return hash.length == 32 ? Optional.of(HexFormat.of().formatHex(hash)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
