/** Features: several bundles with their configuration, which come, change and go together. */
package org.signalbox.fabric.feature;
