/**
 * How clients of Amazon's services are made, and what their failures mean: shared by whoever talks
 * to one. Nothing here is loaded by a gateway that talks to none. Start at {@link
 * io.decisionos.gateway.aws.AwsClients}.
 */
package io.decisionos.gateway.aws;
