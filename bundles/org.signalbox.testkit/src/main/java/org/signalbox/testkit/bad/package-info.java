/**
 * Extensions with one flaw each, for who writes tests or wants to know what {@code product/signalbox verify} finds:
 * each says what is wrong with it and on which line it is found. None is for a switch that anybody uses. All filter,
 * have a constructor without parameters, and let frames pass but for their flaw.
 */
package org.signalbox.testkit.bad;
