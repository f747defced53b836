package io.decisionos.gateway.evidence.archive.s3;

import io.decisionos.gateway.evidence.archive.Archive.Visitor;
import io.decisionos.gateway.evidence.archive.Stored;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;
import software.amazon.awssdk.services.s3.model.ObjectVersion;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Goes through the objects of a bucket whose keys begin so. Confined to one thread. */
record S3Listing(S3Client client, String bucket, String prefix) {
  private static final int SERVER_FAILS = 500;
  private static final int NOT_IMPLEMENTED = 501;

  /**
   * Names those that are shown, then those that are marked as deleted and cannot be deleted yet.
   *
   * @return why the archive does not show what is marked; empty if it does
   */
  Optional<String> visit(Visitor visitor) throws IOException {
    try {
      for (S3Object object :
          client.listObjectsV2Paginator(ask -> ask.bucket(bucket).prefix(prefix)).contents()) {
        visitor.visit(new Stored(object.key(), Optional.empty(), object.size()));
      }
      return marked(visitor);
    } catch (SdkException e) {
      throw S3Trouble.of(e);
    }
  }

  private Optional<String> marked(Visitor visitor) throws IOException {
    String settled = "";
    try {
      // Those of one key follow each other, the newest first.
      for (ObjectVersion version :
          client.listObjectVersionsPaginator(ask -> ask.bucket(bucket).prefix(prefix)).versions()) {
        boolean shown = Boolean.TRUE.equals(version.isLatest());
        if (!version.key().equals(settled) && (shown || isKept(version))) {
          settled = version.key();
          if (!shown) {
            visitor.visit(new Stored(settled, Optional.of(version.versionId()), version.size()));
          }
        }
      }
      return Optional.empty();
    } catch (S3Exception e) {
      if (e.statusCode() < SERVER_FAILS || e.statusCode() == NOT_IMPLEMENTED) {
        return Optional.of(S3Trouble.of(e).getMessage());
      }
      throw e;
    }
  }

  /** Whether a version cannot be deleted now. */
  private boolean isKept(ObjectVersion version) {
    HeadObjectResponse head =
        client.headObject(
            ask -> ask.bucket(bucket).key(version.key()).versionId(version.versionId()));
    Instant until = head.objectLockRetainUntilDate();
    return head.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON
        || (until != null && until.isAfter(Instant.now()));
  }
}
