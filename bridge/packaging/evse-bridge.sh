#!/bin/sh
# The program with its flags, by hand and as the service.
lib=/usr/lib/evse-bridge
if [ ! -x /usr/bin/java ]; then
  echo "evse-bridge: there is no Java: apt-get install default-jre-headless" >&2
  exit 2 # which the service does not try again
fi
exec /usr/bin/java "@$lib/java.options" -jar "$lib/evse-bridge.jar" "$@"
