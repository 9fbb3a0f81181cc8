package org.evsebridge.bridge.mqtt;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is told of one device: its values, whether they stand, and to Home Assistant what they are.
 * Belongs to one event loop.
 */
final class DeviceFeed {
  static final String ONLINE = "online";
  static final String OFFLINE = "offline";

  /** A value that was there and is not any more; Home Assistant shows it as unknown. */
  static final String NONE = "None";

  private final Outbox outbox;
  private final HomeAssistant homeAssistant;
  private final boolean mayControl;
  private final Set<ShownValue> announcing;
  private final Set<ShownValue> told = new LinkedHashSet<>();
  private Map<String, String> announced = Map.of();
  private ShownDevice device;

  /**
   * @param sure the values that it will show; others are announced when they are told
   */
  DeviceFeed(
      ShownDevice device,
      Set<? extends ShownValue> sure,
      boolean mayControl,
      HomeAssistant homeAssistant,
      Outbox outbox) {
    this.announcing = new LinkedHashSet<>(sure);
    this.device = device;
    this.mayControl = mayControl;
    this.homeAssistant = homeAssistant;
    this.outbox = outbox;
    standing(false);
  }

  ShownDevice device() {
    return device;
  }

  /**
   * Tells values.
   *
   * @param model what the device is; empty where it is not known
   */
  void tell(Map<ShownValue, String> values, String model) {
    boolean news = announcing.addAll(values.keySet()) || announced.isEmpty();
    if (news || !model.equals(device.model())) {
      device = device.of(model);
      announced = homeAssistant.about(device, announcing, mayControl);
      announced.forEach(outbox::put);
    }
    told.addAll(values.keySet());
    told.forEach(value -> outbox.put(device.stateTopic(value), values.getOrDefault(value, NONE)));
  }

  /** Tells whether the values stand for the device as it is now. */
  void standing(boolean doThey) {
    outbox.put(device.availabilityTopic(), doThey ? ONLINE : OFFLINE);
  }

  /** Tells Home Assistant once more what the values are. */
  void announceAgain() {
    announced.keySet().forEach(outbox::repeat);
  }

  /** Where it was told in another form what the values are. */
  List<String> otherForms() {
    return homeAssistant.otherForms(device);
  }
}
