package org.evsebridge.bridge.mqtt;

import io.vertx.mqtt.MqttConnectionException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.evsebridge.bridge.config.mqtt.MqttConfig;

/** Why a broker could not be spoken to, in words that say what to do. */
final class BrokerTrouble {
  private BrokerTrouble() {}

  /** The reason behind a failed try to connect. */
  static String of(Throwable failure, MqttConfig config, String clientId) {
    if (failure instanceof MqttConnectionException refused) {
      return refused(refused, config, clientId);
    }
    if (failure instanceof SSLException) {
      return tls(failure, config);
    }
    if (failure instanceof UnknownHostException) {
      return "no address is known for " + config.broker().host();
    }
    if (failure instanceof NoRouteToHostException) {
      return "there is no way to " + config.broker().host();
    }
    if (failure instanceof ConnectException) {
      return "nobody listens there";
    }
    if (failure instanceof TimeoutException) {
      return "no answer within 'timeout'";
    }
    return failure.getMessage() == null ? failure.toString() : failure.getMessage();
  }

  private static String refused(
      MqttConnectionException refused, MqttConfig config, String clientId) {
    return switch (refused.code()) {
      case CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD, CONNECTION_REFUSED_NOT_AUTHORIZED ->
          config
              .login()
              .map(
                  login ->
                      "the broker refuses "
                          + login.username()
                          + (login.passwordFile().isPresent()
                              ? ": look at 'username' and at the password in 'password-file'"
                              : " without a password: give 'password-file'"))
              .orElse("the broker wants a name: give 'username' and 'password-file'");
      case CONNECTION_REFUSED_IDENTIFIER_REJECTED ->
          "the broker refuses the client id " + clientId + ": give another 'client-id'";
      case CONNECTION_REFUSED_SERVER_UNAVAILABLE -> "the broker says that it is not available";
      default -> "the broker refuses the connection: " + refused.code();
    };
  }

  private static String tls(Throwable failure, MqttConfig config) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertPathBuilderException) {
        return "nobody who is trusted vouches for its certificate: name in 'ca-file' the certificate"
            + " that does";
      }
      if (cause instanceof CertPathValidatorException) {
        return "its certificate is not good (" + cause.getMessage() + ")";
      }
      if (cause instanceof CertificateException && cause.getCause() == null) {
        return "its certificate does not fit "
            + config.broker().host()
            + " ("
            + cause.getMessage()
            + "): write 'uri' with a name that stands in it";
      }
    }
    return "no TLS came about ("
        + failure.getMessage()
        + "): does the broker speak it at this port, or should 'uri' begin with mqtt:?";
  }
}
