package org.evsebridge.bridge.mqtt;

/**
 * A device whose values are told.
 *
 * @param topic what its topics begin with
 * @param id what Home Assistant knows it by: letters, digits and {@code _}
 * @param name for people
 * @param model empty where none is known yet
 */
record ShownDevice(String topic, String id, String name, String model) {
  ShownDevice of(String otherModel) {
    return new ShownDevice(topic, id, name, otherModel);
  }

  String stateTopic(ShownValue value) {
    return topic + "/" + value.key();
  }

  String availabilityTopic() {
    return topic + "/availability";
  }

  String commandTopic(ModuleControl control) {
    return topic + "/" + control.state().key() + "/set";
  }
}
