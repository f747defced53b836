package io.decisionos.gateway.evidence.archive.s3;

import io.decisionos.gateway.aws.AwsTrouble;
import io.decisionos.gateway.evidence.archive.ArchiveException;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What failures of S3 mean. */
final class S3Trouble {
  /** What it says of every object alike. */
  private static final Set<String> OF_ALL =
      Set.of(
          "NoSuchBucket",
          "InvalidBucketName",
          "InvalidAccessKeyId",
          "SignatureDoesNotMatch",
          "ExpiredToken",
          "InvalidToken",
          "RequestTimeTooSkewed",
          "PermanentRedirect",
          "AuthorizationHeaderMalformed");

  private S3Trouble() {}

  static ArchiveException of(SdkException e) {
    boolean ofAll =
        e instanceof AwsServiceException service
            && service.awsErrorDetails() != null
            && OF_ALL.contains(service.awsErrorDetails().errorCode());
    return new ArchiveException(
        "the archive " + AwsTrouble.of(e), !ofAll && AwsTrouble.isOfOne(e), e);
  }
}
