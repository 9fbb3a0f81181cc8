package org.evsebridge.bridge.config;

/**
 * Where clients come in.
 *
 * @param text as the file has it after substitution; a banner's {@code \p} shows it
 */
public record Ser2netAccepter(String text, TcpAddress address) {}
