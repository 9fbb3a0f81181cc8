#!/bin/sh
# The program with its flags, in the container.
lib=/usr/lib/evse-simulator
exec "$lib/java/bin/java" "@$lib/java.options" -jar "$lib/evse-simulator.jar" "$@"
