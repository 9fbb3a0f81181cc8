/**
 * The house as the bridge sees it, for all who are told of it: the smart meter's last word and the
 * charging modules' state. Made only where somebody is told.
 */
package org.evsebridge.bridge.house;
