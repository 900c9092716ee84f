/**
 * Whether class files link with a release of the API that they were not compiled against: what they refer to, and what
 * a release has.
 */
package org.signalbox.verify.binary;
