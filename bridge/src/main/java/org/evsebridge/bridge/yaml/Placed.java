package org.evsebridge.bridge.yaml;

/** A value and where it stands. */
public record Placed<T>(Position at, T value) {}
