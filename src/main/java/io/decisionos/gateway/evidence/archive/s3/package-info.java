/**
 * The archive as a bucket of S3, by the AWS SDK. Loaded only if an archive is set, or a command
 * asks for one. Start at {@link io.decisionos.gateway.evidence.archive.s3.S3Archive}.
 */
package io.decisionos.gateway.evidence.archive.s3;
