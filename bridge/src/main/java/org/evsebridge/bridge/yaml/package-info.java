/**
 * Configuration files and JSON bodies into records; no feature is in here.
 *
 * <p>{@link org.evsebridge.bridge.yaml.YamlReader} turns a text into nodes that know their
 * position. A {@link org.evsebridge.bridge.yaml.Key} is declared once: its name, the {@link
 * org.evsebridge.bridge.yaml.ValueKind} of value it takes, its default and what it is for. A {@link
 * org.evsebridge.bridge.yaml.Block} is its keys, the rules between them, and the record that comes
 * of them. Reading, messages, the documentation's tables, JSON Schemas and commented examples all
 * come from these declarations. Every fault says file:line:column.
 */
package org.evsebridge.bridge.yaml;
