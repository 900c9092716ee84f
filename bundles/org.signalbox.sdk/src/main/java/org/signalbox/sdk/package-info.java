/** What partners who write extensions find in the running product: commands that make new projects. */
package org.signalbox.sdk;
