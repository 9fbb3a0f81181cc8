/**
 * The load guard: which limits keep a main fuse whole, whatever the controller wishes.
 *
 * <p>{@link org.evsebridge.bridge.guard.LoadGuard} is a pure function of the time, the telegrams,
 * the modules' answers and the clients' writes it was told of. It has no thread, no socket and no
 * clock of its own: who drives it passes the time with each call and carries out what it orders.
 * Times are milliseconds of a clock that never goes back; currents are amperes.
 */
package org.evsebridge.bridge.guard;
