package org.evsebridge.simulator;

import java.util.List;
import java.util.Optional;
import org.evsebridge.simulator.report.Verdict;
import org.evsebridge.simulator.scenario.HttpDeed;
import org.evsebridge.simulator.scenario.OutsideApi;

/**
 * The programs that a run in real time speaks with.
 *
 * @param evcc where evcc controls
 */
record OutsidePrograms(Optional<EvccApi> evcc, HttpCalls http) implements OutsideApi {
  @Override
  public void post(String path) {
    evcc.ifPresent(api -> http.send(api.posting(path)));
  }

  @Override
  public double value(String path) {
    return evcc.map(api -> api.value(path)).orElse(Double.NaN);
  }

  @Override
  public long warnings() {
    return evcc.map(EvccApi::warnings).orElse(0L);
  }

  @Override
  public long errors() {
    return evcc.map(EvccApi::errors).orElse(0L);
  }

  @Override
  public void send(HttpDeed request) {
    http.send(request);
  }

  @Override
  public double value(String url, String path) {
    return http.value(url, path);
  }

  @Override
  public List<Verdict> verdicts() {
    return http.verdicts();
  }
}
