package org.evsebridge.bridge.config.mqtt;

/**
 * How Home Assistant, and those that read what it reads, learn of the values.
 *
 * @param prefix the first levels of the topics on which it listens
 */
public record DiscoveryConfig(Form form, String prefix) {
  /** What is told of a device's entities. */
  public enum Form {
    /** All of them in one message, which Home Assistant knows since the end of 2024. */
    DEVICE,
    /** Each in a message of its own, which every reader knows. */
    ENTITY,
    /** Nothing. */
    OFF
  }
}
