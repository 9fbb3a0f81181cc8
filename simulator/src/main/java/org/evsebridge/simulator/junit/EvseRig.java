package org.evsebridge.simulator.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives each test method a charging station of its own: charging module, car, smart meter and
 * house. A test takes what it needs as parameters: {@link TestStation}, {@link TestCharger} (the
 * first charger), {@link TestHouse}, {@link TestMeter}, {@link TestLine} (that of the first
 * charger), {@link TestBridge}, {@link TestController}, {@link TestClock}, {@link ModbusClient},
 * {@link Telegrams}, {@link Trouble}, and {@link TestPorts} where it has ports. Other chargers and
 * lines are asked of {@link TestStation} by their names.
 *
 * <pre>{@code
 * @EvseRig
 * class ChargingTest {
 *   @Test
 *   void theCarCharges(TestStation station) {
 *     station.await("current >= 15 A", Duration.ofSeconds(30));
 *   }
 * }
 * }</pre>
 *
 * <p>When a test fails, a report of its station is kept under {@code target/evse-rig}, and the
 * failure names it; one of an earlier run of the same test is deleted when it begins. On a method
 * it counts before that of the class.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(AnnotatedRig.class)
public @interface EvseRig {
  /**
   * A rig.yaml: a file, seen from where the tests run, or a resource beside the test class. Empty
   * for the default station.
   */
  String value() default "";

  /** The text of a rig.yaml in the place of a file. */
  String yaml() default "";

  /**
   * Who controls the modules: the keys of a scenario's {@code controller}, such as {@code {rule:
   * balancing}}. Empty for nobody. Only for a station that is stepped.
   */
  String controller() default "";

  /**
   * Whether it runs in real time behind free TCP ports and virtual serial ports, with the bridge in
   * front, so that other programs can use it; otherwise it is stepped and needs no port.
   */
  boolean ports() default false;

  /** Whether all tests of the class share one station, put back to its beginning before each. */
  boolean shared() default false;
}
