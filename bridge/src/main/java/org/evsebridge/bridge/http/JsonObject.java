package org.evsebridge.bridge.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The members of a JSON object in their order; what is empty has none. */
final class JsonObject {
  private final Map<String, Object> members = new LinkedHashMap<>();

  JsonObject with(String key, Object value) {
    if (value instanceof Duration duration) {
      members.put(key, duration.toNanos() / 1e9);
    } else if (value instanceof Optional<?> optional) {
      optional.ifPresent(held -> with(key, held));
    } else if (value instanceof OptionalDouble number) {
      number.ifPresent(held -> members.put(key, held));
    } else if (value instanceof OptionalInt number) {
      number.ifPresent(held -> members.put(key, held));
    } else if (value instanceof OptionalLong number) {
      number.ifPresent(held -> members.put(key, held));
    } else if (value instanceof JsonObject object) {
      members.put(key, object.members);
    } else {
      members.put(key, value);
    }
    return this;
  }

  Map<String, Object> members() {
    return members;
  }
}
