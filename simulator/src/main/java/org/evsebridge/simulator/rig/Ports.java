package org.evsebridge.simulator.rig;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** TCP ports: whether one can be had before anything is started, and how they are written. */
final class Ports {
  private Ports() {}

  /** A bound address under the name by which the user asked for its host. */
  static InetSocketAddress named(String host, InetSocketAddress bound) {
    return new InetSocketAddress(host, bound.getPort());
  }

  /** As people write it. */
  static String text(InetSocketAddress address) {
    String host = address.getHostString();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /**
   * @param port 0 is always free
   * @param option what to change if it is not, for the message
   */
  static void requireFree(String host, int port, String option) throws RigException {
    InetSocketAddress address = new InetSocketAddress(host, port);
    if (address.isUnresolved()) {
      throw new RigException("there is no host '" + host + "': correct --host");
    }
    try (ServerSocket trial = new ServerSocket()) {
      trial.bind(address);
    } catch (BindException e) {
      throw new RigException(
          e.getMessage().contains("assign")
              ? host + " is no address of this machine: correct --host"
              : "port " + port + " on " + host + " is in use: choose another with " + option);
    } catch (SocketException e) {
      throw new RigException(
          "port " + port + " may not be listened on by this user: choose another with " + option);
    } catch (IOException e) {
      throw new RigException("cannot listen on " + host + ":" + port + ": " + e.getMessage());
    }
  }
}
