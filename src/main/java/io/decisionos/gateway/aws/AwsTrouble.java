package io.decisionos.gateway.aws;

import io.decisionos.gateway.text.Printable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/** Why a service gave nothing, in words that hold nothing of what was asked or answered. */
public final class AwsTrouble {
  private static final int FIRST_OF_SERVER = 500;
  private static final int TOO_MANY = 429;

  private AwsTrouble() {}

  public static String of(SdkException e) {
    if (e instanceof AwsServiceException service) {
      String code =
          service.awsErrorDetails() == null ? null : service.awsErrorDetails().errorCode();
      String word = code == null ? "no code" : Printable.of(code);
      return "was answered with " + service.statusCode() + " (" + word + ")";
    }
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return "was not answered in time";
    }
    return "cannot be asked (" + rootOf(e).getClass().getSimpleName() + ")";
  }

  /** Whether the service would say so of this one thing alone that it was asked for. */
  public static boolean isOfOne(SdkException e) {
    return e instanceof AwsServiceException service
        && !service.isThrottlingException()
        && service.statusCode() < FIRST_OF_SERVER
        && service.statusCode() != TOO_MANY;
  }

  private static Throwable rootOf(Throwable e) {
    Throwable root = e;
    for (int depth = 0; depth < 10 && root.getCause() != null; depth++) {
      root = root.getCause();
    }
    return root;
  }
}
