package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Optional;

/** Writes nodes as a file would have them, with their anchors, aliases and repeated keys. */
public final class NodeWriter {
  private NodeWriter() {}

  /** The text of a file with one document. */
  public static String write(String comment, YamlNode document) {
    return YamlWriter.of(comment, out -> write(out, document));
  }

  private static void write(JsonGenerator out, YamlNode node) throws IOException {
    Optional<String> anchor = node.anchor();
    if (anchor.isPresent()) {
      out.writeObjectId(anchor.get());
    }
    if (node instanceof YamlNode.Mapping mapping) {
      out.writeStartObject();
      for (YamlNode.Entry entry : mapping.entries()) {
        out.writeFieldName(entry.key());
        write(out, entry.value());
      }
      out.writeEndObject();
    } else if (node instanceof YamlNode.Sequence list) {
      out.writeStartArray();
      for (YamlNode item : list.items()) {
        write(out, item);
      }
      out.writeEndArray();
    } else if (node instanceof YamlNode.Dangling alias) {
      out.writeObjectRef(alias.alias());
    } else if (node instanceof YamlNode.Scalar scalar) {
      if (scalar.isNull()) {
        out.writeNull();
      } else {
        out.writeString(scalar.text());
      }
    }
  }
}
