/**
 * What the bridge serves to the house over HTTP: the API that HomeWizard's meters made usual
 * ({@link org.evsebridge.bridge.http.HomeWizard}), telegrams by WebSocket, metrics for Prometheus
 * and the bridge's own state. Loaded only where {@code http:} is configured.
 */
package org.evsebridge.bridge.http;
