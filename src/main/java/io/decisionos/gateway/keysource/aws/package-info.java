/**
 * Parameters of AWS Systems Manager and ciphertexts of AWS KMS as sources of keys, by the AWS SDK.
 * Start at {@link io.decisionos.gateway.keysource.aws.AwsSources}.
 */
package io.decisionos.gateway.keysource.aws;
