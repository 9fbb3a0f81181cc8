/**
 * What came out of scenarios, as data: verdicts of a run, runs of a scenario with many seeds, the
 * files in which machines hand their part of the runs to each other, and how all of it is told.
 * Nothing here knows a station; {@code scenario} runs, this tells.
 */
package org.evsebridge.simulator.report;
