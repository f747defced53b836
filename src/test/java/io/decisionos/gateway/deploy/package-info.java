/** What the gateway is shipped with: the chart, the image, the archive, dashboards. */
package io.decisionos.gateway.deploy;
