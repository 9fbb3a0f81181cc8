package org.evsebridge.bridge.p1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.evsebridge.bridge.grid.Phase;

/**
 * What a telegram says, by the OBIS references of its objects. A value that the meter does not
 * show, or that is not readable, is empty. Whether the telegram is undamaged only its checksum
 * tells. Nothing is read before it is asked for. Immutable.
 */
public final class TelegramValues {
  private final String text;

  TelegramValues(byte[] telegram) {
    text = new String(telegram, ISO_8859_1);
  }

  /** What stands behind the '/': the maker's three letters, a digit, and what the maker likes. */
  public String identification() {
    return text.lines().findFirst().orElse("").substring(1).strip();
  }

  public Optional<DataSet> get(Obis object) {
    return get(object.reference());
  }

  /**
   * @param reference such as {@code 1-0:1.7.0}
   */
  public Optional<DataSet> get(String reference) {
    int at = text.indexOf("\n" + reference + "(");
    return at < 0 ? Optional.empty() : Optional.of(dataSet(at + 1));
  }

  /** Every object in the order of the telegram. */
  public List<DataSet> all() {
    List<DataSet> all = new ArrayList<>();
    for (int at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
      int open = text.indexOf('(', at);
      if (open > at && text.substring(at, open).matches("\\d{1,3}-\\d{1,3}:\\d+\\.\\d+\\.\\d+")) {
        all.add(dataSet(at));
      }
    }
    return all;
  }

  /** Reads on over the end of the line where the next one begins with a parenthesis. */
  private DataSet dataSet(int at) {
    int open = text.indexOf('(', at);
    String reference = text.substring(at, open);
    List<String> texts = new ArrayList<>(2);
    while (open < text.length() && text.charAt(open) == '(') {
      int close = text.indexOf(')', open);
      if (close < 0) {
        break;
      }
      texts.add(text.substring(open + 1, close));
      open = close + 1;
      while (open < text.length() && (text.charAt(open) == '\r' || text.charAt(open) == '\n')) {
        open++;
      }
    }
    return new DataSet(reference, texts.isEmpty() ? List.of("") : List.copyOf(texts));
  }

  private Optional<BigDecimal> number(Obis object) {
    return get(object).flatMap(DataSet::measure).map(Measure::number);
  }

  public Dialect dialect() {
    return Dialect.of(this);
  }

  /** When the telegram was made. */
  public Optional<TimeStamp> time() {
    return get(Obis.TIME).flatMap(DataSet::time);
  }

  /** The meter's number as the telegram shows it, hexadecimal digits of ASCII. */
  public Optional<DataSet> equipmentId() {
    return get(Obis.EQUIPMENT_ID).or(() -> get(Obis.SERIAL_NUMBER)).or(() -> get(Obis.DEVICE_NAME));
  }

  /** Energy imported in all tariffs, in kWh. */
  public OptionalDouble importedKwh() {
    return total(Obis.IMPORT, Obis.IMPORT_T1, Obis.IMPORT_T2);
  }

  /** Energy exported in all tariffs, in kWh. */
  public OptionalDouble exportedKwh() {
    return total(Obis.EXPORT, Obis.EXPORT_T1, Obis.EXPORT_T2);
  }

  private OptionalDouble total(Obis total, Obis... tariffs) {
    return asDouble(number(total).or(() -> sum(Arrays.stream(tariffs).map(this::number))));
  }

  /** What is imported, in W; negative when it is exported. */
  public OptionalDouble watts() {
    return asDouble(
        balance(Obis.IMPORT_POWER, Obis.EXPORT_POWER)
            .or(() -> sum(Arrays.stream(Phase.values()).map(this::balance))));
  }

  /** What is imported on a phase, in W; negative when it is exported. */
  public OptionalDouble watts(Phase phase) {
    return asDouble(balance(phase));
  }

  private Optional<BigDecimal> balance(Phase phase) {
    return balance(Obis.importPower(phase), Obis.exportPower(phase));
  }

  private Optional<BigDecimal> balance(Obis imported, Obis exported) {
    Optional<BigDecimal> in = watts(imported);
    Optional<BigDecimal> out = watts(exported).map(BigDecimal::negate);
    return in.isPresent() && out.isPresent()
        ? Optional.of(in.get().add(out.get()))
        : in.or(() -> out);
  }

  private Optional<BigDecimal> watts(Obis object) {
    return get(object).flatMap(DataSet::measure).map(Measure::inBaseUnit);
  }

  /** A phase's voltage to neutral, in V. */
  public OptionalDouble volts(Phase phase) {
    return asDouble(number(Obis.voltage(phase)));
  }

  /** The magnitude of a phase's current, in A; whole amperes on Dutch meters. */
  public OptionalDouble amperes(Phase phase) {
    return asDouble(number(Obis.current(phase)));
  }

  /** The phases of which anything is shown. */
  public List<Phase> phases() {
    return Arrays.stream(Phase.values())
        .filter(
            phase ->
                Stream.of(watts(phase), volts(phase), amperes(phase))
                    .anyMatch(OptionalDouble::isPresent))
        .toList();
  }

  /** The meters on the M-Bus, by their channels. */
  public List<MBusDevice> devices() {
    return IntStream.rangeClosed(1, MBusDevice.CHANNELS)
        .mapToObj(channel -> MBusDevice.on(channel, this))
        .flatMap(Optional::stream)
        .toList();
  }

  /** The sum of those that are there. */
  private static Optional<BigDecimal> sum(Stream<Optional<BigDecimal>> values) {
    return values.flatMap(Optional::stream).reduce(BigDecimal::add);
  }

  private static OptionalDouble asDouble(Optional<BigDecimal> number) {
    return number.isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(number.get().doubleValue());
  }
}
