package org.evsebridge.simulator.meter;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Collects the lines of a telegram. */
final class ObjectTable {
  private final List<CosemObject> objects = new ArrayList<>();

  ObjectTable add(CosemObject object) {
    objects.add(object);
    return this;
  }

  ObjectTable add(List<CosemObject> several) {
    objects.addAll(several);
    return this;
  }

  /** One object for each of something: phases, tariffs. */
  <T> ObjectTable each(List<T> all, Function<T, CosemObject> object) {
    all.forEach(one -> add(object.apply(one)));
    return this;
  }

  /** Several objects for each of something: M-Bus channels. */
  <T> ObjectTable all(List<T> all, Function<T, List<CosemObject>> several) {
    all.forEach(one -> add(several.apply(one)));
    return this;
  }

  List<CosemObject> toList() {
    return List.copyOf(objects);
  }
}
