package org.evsebridge.simulator.report;

/** A text that is put together as HTML. */
final class Html {
  private final StringBuilder text = new StringBuilder();

  /** Adds markup as it is. */
  Html raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Adds a text in which nothing is markup. */
  Html text(Object words) {
    text.append(escaped(words));
    return this;
  }

  /** Adds an element around a text. */
  Html element(String tag, Object words) {
    int end = tag.indexOf(' ');
    String name = end < 0 ? tag : tag.substring(0, end);
    return raw("<" + tag + ">").text(words).raw("</" + name + ">");
  }

  static String escaped(Object words) {
    return String.valueOf(words)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
