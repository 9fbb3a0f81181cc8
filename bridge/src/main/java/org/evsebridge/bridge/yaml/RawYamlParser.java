package org.evsebridge.bridge.yaml;

import com.fasterxml.jackson.core.ErrorReportConfiguration;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.util.BufferRecycler;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.StringReader;
import java.util.Set;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Jackson's YAML parser, less what it makes of values and with what it forgets: every single value
 * is the text that was written ({@code on}, {@code 010}), and {@link #getObjectId} gives the anchor
 * of single values too, which ser2net.yaml uses as names.
 */
final class RawYamlParser extends YAMLParser {
  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

  private final StreamReader characters;

  RawYamlParser(String text) {
    this(text, new StreamReader(new StringReader(text)));
  }

  private RawYamlParser(String text, StreamReader characters) {
    super(
        new IOContext(
            StreamReadConstraints.defaults(),
            StreamWriteConstraints.defaults(),
            ErrorReportConfiguration.defaults(),
            new BufferRecycler(),
            ContentReference.unknown(),
            true),
        0,
        0,
        null,
        new StringReader(text),
        new ParserImpl(characters, new LoaderOptions()));
    this.characters = characters;
  }

  @Override
  public String getObjectId() {
    return _lastEvent instanceof NodeEvent node ? node.getAnchor() : null;
  }

  @Override
  protected Event getEvent() throws IOException {
    Event event = nextEvent();
    boolean isKey = _parsingContext.inObject() && _currToken != JsonToken.FIELD_NAME;
    if (isKey && !event.is(Event.ID.Scalar) && !event.is(Event.ID.MappingEnd)) {
      throw fault("a key must be a single value", event.getStartMark());
    }
    return event;
  }

  private Event nextEvent() throws IOException {
    try {
      return super.getEvent();
    } catch (MarkedYAMLException e) {
      throw fault(forPeople(String.valueOf(e.getProblem())), e.getProblemMark());
    } catch (YAMLException e) {
      throw fault(e.getMessage(), null);
    } catch (IllegalArgumentException e) { // how it fails at "\x" and "\UFFFFFFFF"
      throw fault("this escape stands for no character", characters.getMark());
    }
  }

  /** The parser's words for the two most frequent faults name its states. */
  private static String forPeople(String problem) {
    if (problem.startsWith("expected <block end>")) {
      return "the indentation of this line does not fit the lines above";
    }
    return problem.startsWith("mapping values are not allowed")
        ? "no key can stand here: look at the indentation, or quote a text that holds ': '"
        : problem;
  }

  private JsonParseException fault(String what, Mark where) {
    return new JsonParseException(this, what, _locationFor(where));
  }

  @Override
  protected JsonToken _decodeScalar(ScalarEvent scalar) {
    _textValue = scalar.getValue();
    boolean isNull =
        scalar.getScalarStyle() == ScalarStyle.PLAIN && NULLS.contains(scalar.getValue());
    return isNull ? JsonToken.VALUE_NULL : JsonToken.VALUE_STRING;
  }
}
