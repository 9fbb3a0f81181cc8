#!/bin/sh
# The program with the flags of its service.
lib=/usr/lib/evse-bridge
if [ ! -x /usr/bin/java ]; then
  echo "evse-bridge: there is no Java: apt-get install default-jre-headless" >&2
  exit 1
fi
exec /usr/bin/java "@$lib/java.options" -jar "$lib/evse-bridge.jar" "$@"
