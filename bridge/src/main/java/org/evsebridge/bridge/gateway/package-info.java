/**
 * The Modbus bus and those who share it.
 *
 * <p>The way of a request: {@link org.evsebridge.bridge.gateway.Admission} and {@link
 * org.evsebridge.bridge.gateway.RequestFramer} stand in the connection's pipeline; {@link
 * org.evsebridge.bridge.gateway.ClientHandler} asks the {@link
 * org.evsebridge.bridge.gateway.AccessRules} whether the client may, and submits it to the {@link
 * org.evsebridge.bridge.gateway.Bus}. What goes on the line next, and who gets which answer, the
 * {@link org.evsebridge.bridge.gateway.Dispatcher} decides, without thread or clock; the bus has it
 * performed by a {@link org.evsebridge.bridge.gateway.Line}: {@link
 * org.evsebridge.bridge.gateway.RtuLine} or {@link org.evsebridge.bridge.gateway.MbapLine}, each on
 * a {@link org.evsebridge.bridge.gateway.Transport} of bytes. A line never waits: it is looked at
 * by the thread that heard something, or by the bus's own when the {@link
 * org.evsebridge.bridge.gateway.Alarm} says that a moment has come.
 *
 * <p>Where a {@link org.evsebridge.bridge.gateway.LineGuard} stands on a line, a client's request
 * passes it between the access rules and the queue, and once more when it goes on the line; the
 * guard's own requests wait in the {@link org.evsebridge.bridge.gateway.GuardPost}, before the
 * queue.
 */
package org.evsebridge.bridge.gateway;
