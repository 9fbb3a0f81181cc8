package org.evsebridge.simulator;

import java.util.Optional;
import java.util.function.Function;
import org.evsebridge.simulator.config.HttpSettings;
import org.evsebridge.simulator.report.Seeds;
import org.evsebridge.simulator.report.Shard;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Options whose values have a reader of their own. */
abstract class Parsed<T> implements ITypeConverter<T> {
  private final Function<String, Optional<T>> reader;
  private final String words;

  private Parsed(Function<String, Optional<T>> reader, String words) {
    this.reader = reader;
    this.words = words;
  }

  @Override
  public T convert(String text) {
    return reader
        .apply(text)
        .orElseThrow(() -> new TypeConversionException("must be " + words + ", not " + text));
  }

  static final class OfSeeds extends Parsed<Seeds> {
    OfSeeds() {
      super(Seeds::parse, Seeds.WORDS);
    }
  }

  static final class OfToken extends Parsed<String> {
    OfToken() {
      super(HttpSettings.WORD.parser(), HttpSettings.WORD.words());
    }
  }

  static final class OfShard extends Parsed<Shard> {
    OfShard() {
      super(Shard::parse, Shard.WORDS);
    }
  }
}
