package org.evsebridge.simulator.rig;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.evsebridge.bridge.config.http.HttpConfig;
import org.evsebridge.bridge.yaml.Durations;

/** The key {@code http:} of the bridge.yaml that a rig writes. */
record HttpYaml(
    int port,
    String host,
    String tokenFile,
    String read,
    List<String> hosts,
    String serial,
    boolean announce,
    int maxConnections,
    String idleTimeout,
    int maxWebsockets,
    int maxUnsent) {

  static HttpYaml of(HttpConfig http) {
    return new HttpYaml(
        http.listen().getPort(),
        http.listen().getHostString(),
        http.tokenFile().map(Path::toString).orElse(null),
        http.read().name().toLowerCase(Locale.ROOT),
        http.hosts().isEmpty() ? null : http.hosts(),
        http.serial().orElse(null),
        http.announce(),
        http.limits().maxConnections(),
        Durations.format(http.limits().idleTimeout()),
        http.limits().maxWebSockets(),
        http.limits().maxUnsent());
  }
}
