package org.evsebridge.bridge.discover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ports of a machine that a folder shows. */
class PortListTest {
  private static final String STICK = "usb-FTDI_FT232R_USB_UART_A5XK3RJT-if00-port0";

  private Path root;
  private PortList list;

  @BeforeEach
  void machine(@TempDir Path folder) throws IOException {
    root = folder.toRealPath();
    list = new PortList(root);
    file("dev/tty0");
    file("dev/console");
    usb("ttyUSB0", STICK, "FTDI", "FT232R USB UART");
    uart("ttyS0", "4");
    link("dev/serial0", "ttyS0");
  }

  private Path file(String name) throws IOException {
    Path file = root.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.exists(file) ? file : Files.createFile(file);
  }

  private void text(String name, String text) throws IOException {
    Files.writeString(file(name), text + "\n");
  }

  private void link(String name, String target) throws IOException {
    Path link = root.resolve(name);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, Path.of(target));
  }

  private void uart(String tty, String type) throws IOException {
    file("dev/" + tty);
    text("sys/class/tty/" + tty + "/type", type);
  }

  private void usb(String tty, String id, String manufacturer, String product) throws IOException {
    file("dev/" + tty);
    String stick = "sys/devices/usb1/1-" + tty;
    text(stick + "/idVendor", "0403");
    text(stick + "/manufacturer", manufacturer);
    text(stick + "/product", product);
    Files.createDirectories(root.resolve(stick + "/1-1.0/" + tty));
    link("sys/class/tty/" + tty + "/device", root.resolve(stick + "/1-1.0/" + tty).toString());
    link("dev/serial/by-id/" + id, "../../" + tty);
    link("dev/serial/by-path/platform-3f980000.usb-" + tty, "../../" + tty);
  }

  private FoundPort port(String tty) {
    return list.all().stream()
        .filter(port -> port.shortName().equals(tty))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aStickIsCalledByTheNameThatStaysAndAHatByItsOwn() {
    assertThat(list.all())
        .extracting(FoundPort::name)
        .containsExactly("/dev/ttyS0", "/dev/serial/by-id/" + STICK);
    assertThat(port("ttyUSB0").toString())
        .isEqualTo("/dev/serial/by-id/" + STICK + " (ttyUSB0), FTDI FT232R USB UART");
  }

  @Test
  void eachOfItsNamesMeansThePort() {
    FoundPort hat = port("ttyS0");
    assertThat(List.of("/dev/ttyS0", "/dev/serial0")).allMatch(hat::isCalled);
    assertThat(hat.isCalled("/dev/ttyUSB0")).isFalse();
    assertThat(port("ttyUSB0").isCalled("/dev/serial/by-id/" + STICK)).isTrue();
  }

  @Test
  void oneOfTwoEqualSticksIsCalledByThePlaceItIsPluggedInto() throws IOException {
    file("dev/ttyUSB1");
    link("dev/serial/by-path/platform-3f980000.usb-twin", "../../ttyUSB1");

    assertThat(port("ttyUSB1").name()).isEqualTo("/dev/serial/by-path/platform-3f980000.usb-twin");
  }

  @Test
  void filesOfChipsThatAreNotThereAreNoPorts() throws IOException {
    uart("ttyS1", "0");
    file("dev/ttyS2"); // and nothing in /sys

    assertThat(list.all()).extracting(FoundPort::shortName).containsExactly("ttyS0", "ttyUSB0");
  }

  @Test
  void theSystemsConsoleIsNamedWithItsCure() throws IOException {
    text("sys/class/tty/console/active", "tty0 ttyS0");

    assertThat(port("ttyS0").console())
        .get()
        .asString()
        .contains("console is on it", "raspi-config", "console=ttyS0", "boot anew");
    assertThat(port("ttyUSB0").console()).isEmpty();
  }

  @Test
  void aLoginIsNamedWithItsCure() throws IOException {
    file("etc/systemd/system/getty.target.wants/serial-getty@ttyS0.service");

    assertThat(port("ttyS0").console())
        .get()
        .asString()
        .contains("login is on it", "systemctl disable --now serial-getty@ttyS0")
        .doesNotContain("kernel's command line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usb-ITEAD_SONOFF_Zigbee_3.0_USB_Dongle_Plus_V2_20230803-if00",
        "usb-dresden_elektronik_ingenieurtechnik_GmbH_ConBee_II_DE2132111-if00",
        "usb-Silicon_Labs_HubZ_Smart_Home_Controller_90F00C5C-if00-port0",
        "usb-0658_0200-if00_Sigma_Designs",
        "usb-Nabu_Casa_SkyConnect_v1.0_12345-if00-port0",
        "usb-Texas_Instruments_TI_CC2531_USB_CDC___0X00124B0014D9B0A5-if00",
        "usb-HUAWEI_Mobile-if00-port0",
      })
  void knownRadioSticksAreToldByTheirNames(String id) throws IOException {
    usb("ttyACM0", id, "", "");

    assertThat(port("ttyACM0").isRadioStick()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usb-FTDI_FT232R_USB_UART_AB0JPQ1T-if00-port0",
        "usb-1a86_USB_Serial-if00-port0",
        "usb-Silicon_Labs_CP2102N_USB_to_UART_Bridge_Controller_0001-if00-port0",
        "usb-Prolific_Technology_Inc._USB-Serial_Controller-if00-port0",
        "usb-FTDI_USB-RS485_Cable_FT0KJ3RE-if00-port0",
        "usb-Waveshare_USB_TO_RS485-if00",
      })
  void cablesAndRs485SticksAreNoRadioSticks(String id) throws IOException {
    usb("ttyUSB7", id, "", "");

    assertThat(port("ttyUSB7").isRadioStick()).isFalse();
  }
}
