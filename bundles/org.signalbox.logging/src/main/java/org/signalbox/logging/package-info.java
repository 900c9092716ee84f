/** Logback behind slf4j, set up without a file to read: a start would wait for that. */
package org.signalbox.logging;
