/**
 * The smart meter's P1 port: telegrams are cut out of its bytes ({@link
 * org.evsebridge.bridge.p1.TelegramFramer}), checked ({@link org.evsebridge.bridge.p1.Telegram})
 * and read ({@link org.evsebridge.bridge.p1.TelegramValues}); {@link
 * org.evsebridge.bridge.p1.P1Server} passes them on to its clients.
 */
package org.evsebridge.bridge.p1;
