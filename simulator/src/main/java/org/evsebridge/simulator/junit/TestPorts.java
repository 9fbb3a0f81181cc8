package org.evsebridge.simulator.junit;

import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where a station with ports is reached.
 *
 * @param p1 the smart meter's telegrams on TCP, as ser2net serves them
 * @param modbus the charging modules' Modbus TCP gateway, that of the first line
 * @param http the control API
 * @param dir the folder with the virtual serial ports, such as ttyP1 and ttyEVSE
 */
public record TestPorts(InetSocketAddress p1, InetSocketAddress modbus, URI http, Path dir) {}
