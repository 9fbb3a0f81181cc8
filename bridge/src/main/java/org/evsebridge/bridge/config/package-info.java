/**
 * Files into records. Every error says file:line:column.
 *
 * <p>{@link org.evsebridge.bridge.yaml.YamlReader} turns a text into nodes that know their
 * position; {@link org.evsebridge.bridge.yaml.Fields} takes the keys of a strict file out of them.
 * What the rest of the program works with are the records of this package; nothing here touches a
 * port or a device.
 */
package org.evsebridge.bridge.config;
