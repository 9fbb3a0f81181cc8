package org.evsebridge.bridge.http;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.evsebridge.bridge.house.HouseMeter;
import org.evsebridge.bridge.house.Json;
import org.evsebridge.bridge.p1.Telegram;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the paths of HomeWizard's API answer, as a meter with its local API switched on. Belongs to
 * one event loop.
 */
final class HouseApi {
  private static final Logger LOG = LoggerFactory.getLogger(HouseApi.class);

  /** HomeWizard's numbers of errors. */
  private static final int INVALID_JSON = 2;

  private static final int INVALID_VALUE = 7;
  private static final int INTERNAL = 901;

  private static final String IDENTIFY = "/api/v1/identify";
  private static final String SYSTEM = "/api/v1/system";

  private static final String CLOUD = "cloud_enabled";

  private final String name;
  private final HouseMeter meter;
  private final Answer device;

  // What many ask for is made once.
  private Telegram shown;
  private Answer data;

  /**
   * @param name for the log
   * @param version of this program
   */
  HouseApi(String name, HouseMeter meter, String serial, String version) {
    this.name = name;
    this.meter = meter;
    this.device = Answer.json(HomeWizard.device(serial, version));
  }

  /** Empty for a path that there is not. */
  Optional<Answer> get(String path) {
    return switch (path) {
      case "/api" -> Optional.of(device);
      case "/api/v1/data" -> Optional.of(meter.fresh().map(this::data).orElseGet(this::silent));
      case "/api/v1/telegram" ->
          Optional.of(
              meter
                  .fresh()
                  .map(telegram -> Answer.of("text/plain", telegram.bytes()))
                  .orElseGet(this::silent));
      case SYSTEM -> Optional.of(Answer.json(Map.of(CLOUD, false)));
      default -> Optional.empty();
    };
  }

  /** Whether something can be put to a path. */
  static boolean canBePut(String path) {
    return path.equals(IDENTIFY) || path.equals(SYSTEM);
  }

  /**
   * Answers as a meter would, and changes nothing: there is no lamp and no cloud.
   *
   * @return empty for a path that nothing can be put to
   */
  Optional<Answer> put(String path, byte[] body) {
    return switch (path) {
      case IDENTIFY -> {
        LOG.info("{}: a client asks which device this is", name);
        yield Optional.of(Answer.json(Map.of("identify", "ok")));
      }
      case SYSTEM -> Optional.of(system(body));
      default -> Optional.empty();
    };
  }

  private Answer system(byte[] body) {
    try {
      return Json.truth(body, CLOUD).map(this::wished).orElseGet(HouseApi::noTruth);
    } catch (IOException e) {
      return Answer.json(400, HomeWizard.error(INVALID_JSON, "the body is no JSON"));
    }
  }

  private Answer wished(boolean cloud) {
    LOG.info("{}: a client sets {} to {}, which changes nothing here", name, CLOUD, cloud);
    return Answer.json(Map.of(CLOUD, cloud));
  }

  private static Answer noTruth() {
    return Answer.json(
        400, HomeWizard.error(INVALID_VALUE, "'" + CLOUD + "' must be true or false"));
  }

  private Answer data(Telegram telegram) {
    if (telegram != shown) {
      shown = telegram;
      data = Answer.json(HomeWizard.data(telegram.values()));
    }
    return data;
  }

  /** A fault of this program kept it from an answer. */
  static Answer failed() {
    return Answer.json(
        500, HomeWizard.error(INTERNAL, "this failed in the bridge, whose log says more"));
  }

  private Answer silent() {
    return Answer.json(503, HomeWizard.error(INTERNAL, meter.trouble()));
  }
}
