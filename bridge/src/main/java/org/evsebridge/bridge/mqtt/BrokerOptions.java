package org.evsebridge.bridge.mqtt;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.mqtt.MqttClientOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import org.evsebridge.bridge.config.mqtt.MqttConfig;
import org.evsebridge.bridge.config.mqtt.MqttConfig.Login;
import org.evsebridge.bridge.house.SecretFile;
import org.evsebridge.bridge.house.SerialNumber;

/** How the broker is connected to, as a configuration and the files that it names say. */
final class BrokerOptions {
  private static final int KEEP_ALIVE_SECONDS = 30;

  /** What comes is a command or our own discovery message, in bytes. */
  private static final int LONGEST_MESSAGE = 64 * 1024;

  private BrokerOptions() {}

  /** What the broker knows this bridge by. */
  static String clientId(MqttConfig config) {
    return config.clientId().orElseGet(() -> "evse-bridge-" + SerialNumber.ofMachine());
  }

  /**
   * The options of a connection.
   *
   * @throws IOException when a file cannot be used; says so in a sentence
   */
  static MqttClientOptions of(MqttConfig config, String willTopic, String will) throws IOException {
    MqttClientOptions options = new MqttClientOptions();
    options.setConnectTimeout((int) config.times().timeout().toMillis());
    options
        .setClientId(clientId(config))
        .setCleanSession(true)
        .setWillFlag(true)
        .setWillTopic(willTopic)
        .setWillMessageBytes(Buffer.buffer(will))
        .setWillQoS(1)
        .setWillRetain(true)
        .setKeepAliveInterval(KEEP_ALIVE_SECONDS)
        .setMaxInflightQueue(2 * Outbox.WINDOW)
        .setMaxMessageSize(LONGEST_MESSAGE);
    if (config.login().isPresent()) {
      Login login = config.login().get();
      options.setUsername(login.username());
      if (login.passwordFile().isPresent()) {
        options.setPassword(SecretFile.line(login.passwordFile().get(), "password"));
      }
    }
    if (config.broker().tls()) {
      options.setSsl(true).setHostnameVerificationAlgorithm("HTTPS");
      Optional<Buffer> trusted = trusted(config);
      trusted.ifPresent(pem -> options.setTrustOptions(new PemTrustOptions().addCertValue(pem)));
    }
    return options;
  }

  private static Optional<Buffer> trusted(MqttConfig config) throws IOException {
    if (config.caFile().isEmpty()) {
      return Optional.empty();
    }
    Path file = config.caFile().get();
    try {
      byte[] pem = Files.readAllBytes(file);
      boolean any =
          !CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(pem))
              .isEmpty();
      if (!any) {
        throw new IOException(file + " holds no certificate");
      }
      return Optional.of(Buffer.buffer(pem));
    } catch (NoSuchFileException e) {
      throw new IOException("there is no file " + file + " with certificates", e);
    } catch (CertificateException e) {
      throw new IOException(file + " holds no certificate in PEM form", e);
    }
  }
}
