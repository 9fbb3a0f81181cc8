#!/bin/sh
# The program with its flags, by hand and as the service.
lib=/usr/lib/evse-bridge
if [ ! -x /usr/bin/java ]; then
  echo "evse-bridge: there is no Java: apt-get install default-jre-headless" >&2
  exit 2 # which the service does not try again
fi
# What http:, mqtt: and dsmr-reader: load lies in an archive of its own, which others need not carry; the wrong one costs only time and memory.
archive=classes
if grep -Eqs '^(http|mqtt|dsmr-reader):' /etc/evse-bridge/bridge.yaml; then archive=classes-house; fi
exec /usr/bin/java "@$lib/java.options" "-XX:SharedArchiveFile=/var/lib/evse-bridge/$archive.jsa" -jar "$lib/evse-bridge.jar" "$@"
