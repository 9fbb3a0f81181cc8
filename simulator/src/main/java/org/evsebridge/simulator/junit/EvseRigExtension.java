package org.evsebridge.simulator.junit;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Parameter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * What {@link EvseRig} does. To be registered by hand where a station is built in Java:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final EvseRigExtension RIG = EvseRigExtension.of(StationBuilder.station()…);
 * }</pre>
 */
public final class EvseRigExtension
    implements BeforeEachCallback,
        ParameterResolver,
        LifecycleMethodExecutionExceptionHandler,
        TestExecutionExceptionHandler {
  /** What file systems take at least, with the ending. */
  private static final int LONGEST_NAME = 200;

  private static final Path REPORTS =
      Path.of(Files.exists(Path.of("pom.xml")) ? "target" : "build", "evse-rig");

  /** What a test may take as a parameter. */
  static final Map<Class<?>, Function<TestStation, Object>> PARAMETERS =
      Map.ofEntries(
          entry(TestStation.class, station -> station),
          entry(TestCharger.class, TestStation::charger),
          entry(TestHouse.class, TestStation::house),
          entry(TestMeter.class, TestStation::meter),
          entry(TestLine.class, TestStation::line),
          entry(TestBridge.class, TestStation::bridge),
          entry(TestController.class, TestStation::controller),
          entry(TestClock.class, TestStation::clock),
          entry(TestPorts.class, TestStation::ports),
          entry(ModbusClient.class, TestStation::modbus),
          entry(Telegrams.class, TestStation::telegrams),
          entry(Trouble.class, TestStation::trouble));

  private final Optional<StationBuilder> built;
  private final boolean ports;

  /** For {@link EvseRig}. */
  EvseRigExtension() {
    this(Optional.empty(), false);
  }

  private EvseRigExtension(Optional<StationBuilder> built, boolean ports) {
    this.built = built;
    this.ports = ports;
  }

  /** A stepped station for each test. */
  public static EvseRigExtension of(StationBuilder station) {
    return new EvseRigExtension(Optional.of(station), false);
  }

  /** A station with ports for each test. */
  public static EvseRigExtension withPorts(StationBuilder station) {
    return new EvseRigExtension(Optional.of(station), true);
  }

  /**
   * A station and what has to go with it. JUnit closes it when the test or class is over; before
   * 5.13 it closes {@code CloseableResource} only.
   */
  @SuppressWarnings("deprecation")
  private record Held(TestStation station, Optional<Path> dir)
      implements AutoCloseable, Store.CloseableResource {
    @Override
    public void close() throws IOException {
      station.close();
      if (dir.isPresent()) {
        Files.deleteIfExists(dir.get());
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    if (isResponsible(context)) {
      deleteReport(context);
      taken(context).ifPresent(held -> held.station.reset());
    }
  }

  /** Several may be registered for a test: in its class, around it and on the test itself. */
  private boolean isResponsible(ExtensionContext context) {
    return Wanted.of(context).isBy(built.isPresent() ? Optional.of(this) : Optional.empty());
  }

  private Held held(ExtensionContext context) {
    Optional<EvseRig> wanted = Wanted.of(context).annotation();
    boolean shared = wanted.map(EvseRig::shared).orElse(false);
    if (!shared && context.getTestMethod().isEmpty()) {
      throw new ExtensionConfigurationException(
          "each test has a station of its own: take it in a test or in @BeforeEach, or say"
              + " @EvseRig(shared = true)");
    }
    ExtensionContext owner = owner(context, shared);
    return store(owner)
        .getOrComputeIfAbsent(owner.getUniqueId(), key -> start(context, wanted), Held.class);
  }

  /** The station, if the test or its class has taken it; one that nobody takes is not built. */
  private Optional<Held> taken(ExtensionContext context) {
    boolean shared = Wanted.of(context).annotation().map(EvseRig::shared).orElse(false);
    ExtensionContext owner = owner(context, shared);
    return Optional.ofNullable(store(owner).get(owner.getUniqueId(), Held.class));
  }

  /** Whose station it is: a test's store has what its class's has too, which is another one. */
  private static ExtensionContext owner(ExtensionContext context, boolean shared) {
    return shared ? ofClass(context) : context;
  }

  private Store store(ExtensionContext owner) {
    return owner.getStore(Namespace.create(EvseRigExtension.class, this));
  }

  private static ExtensionContext ofClass(ExtensionContext context) {
    return context.getTestMethod().isEmpty() ? context : ofClass(context.getParent().orElseThrow());
  }

  private Held start(ExtensionContext context, Optional<EvseRig> wanted) {
    StationBuilder settings =
        built.orElseGet(() -> settings(wanted.orElseThrow(), context.getRequiredTestClass()));
    if (!ports && !wanted.map(EvseRig::ports).orElse(false)) {
      return new Held(TestStation.stepped(settings), Optional.empty());
    }
    try {
      return withPorts(settings, Files.createTempDirectory("evse-rig-"));
    } catch (IOException e) {
      throw new ExtensionConfigurationException("no folder for the virtual serial ports", e);
    }
  }

  private static Held withPorts(StationBuilder settings, Path dir) throws IOException {
    try {
      return new Held(TestStation.withPorts(settings, dir), Optional.of(dir));
    } catch (IllegalArgumentException | IllegalStateException e) {
      Files.deleteIfExists(dir);
      throw e;
    }
  }

  private static StationBuilder settings(EvseRig wanted, Class<?> test) {
    if (!wanted.value().isEmpty() && !wanted.yaml().isEmpty()) {
      throw new ExtensionConfigurationException("@EvseRig has either a file or 'yaml', not both");
    }
    StationBuilder settings =
        !wanted.yaml().isEmpty()
            ? StationBuilder.yaml(wanted.yaml())
            : wanted.value().isEmpty() ? StationBuilder.station() : file(wanted.value(), test);
    return settings.controlledBy(wanted.controller());
  }

  private static StationBuilder file(String name, Class<?> test) {
    if (Files.exists(Path.of(name))) {
      return StationBuilder.file(Path.of(name));
    }
    try (InputStream resource = test.getResourceAsStream(name)) {
      if (resource == null) {
        throw new ExtensionConfigurationException(
            "@EvseRig: there is neither a file "
                + Path.of(name).toAbsolutePath()
                + " nor a resource '"
                + name
                + "' beside "
                + test.getName());
      }
      return StationBuilder.text(name, new String(resource.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new ExtensionConfigurationException("@EvseRig: " + name + " cannot be read", e);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType()) && isResponsible(context);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Parameter wanted = parameter.getParameter();
    return PARAMETERS.get(wanted.getType()).apply(held(context).station);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    Optional<Held> taken = isResponsible(context) ? taken(context) : Optional.empty();
    if (taken.isEmpty()) {
      throw failure; // it is not of this station
    }
    TestStation station = taken.get().station;
    Path report = report(context);
    try {
      Files.createDirectories(REPORTS);
      Files.writeString(
          report,
          station.report(
              name(context), KeptReport.verdict(failure, context.getRequiredTestClass())));
      KeptReport.name(report.toAbsolutePath(), failure);
    } catch (IOException e) {
      failure.addSuppressed(e); // the test's own failure is what counts
    }
    throw failure;
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleTestExecutionException(context, failure);
  }

  @Override
  public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    handleTestExecutionException(context, failure);
  }

  /** That of an earlier run says nothing of this one. */
  private static void deleteReport(ExtensionContext context) {
    try {
      Files.deleteIfExists(report(context));
    } catch (IOException e) {
      throw new ExtensionConfigurationException("an old report cannot be deleted", e);
    }
  }

  private static Path report(ExtensionContext context) {
    return REPORTS.resolve(name(context) + ".html");
  }

  private static String name(ExtensionContext context) {
    String method = context.getRequiredTestMethod().getName();
    String shown = context.getDisplayName();
    String which = shown.startsWith(method + "(") ? method : method + "." + shown;
    String whole = context.getRequiredTestClass().getName() + "." + which;
    String name = whole.replaceAll("[^A-Za-z0-9.$_-]+", "_");
    return name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, LONGEST_NAME) + "-" + Integer.toHexString(whole.hashCode());
  }
}
