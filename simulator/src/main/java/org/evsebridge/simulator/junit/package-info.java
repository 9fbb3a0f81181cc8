/**
 * The station in other people's tests: {@link org.evsebridge.simulator.junit.EvseRig} for JUnit 5,
 * and what it injects. Everything but the annotation and its extension works without JUnit too,
 * which is why JUnit is no dependency of whoever only uses {@link
 * org.evsebridge.simulator.junit.TestStation}.
 */
package org.evsebridge.simulator.junit;
