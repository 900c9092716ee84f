/** What bundles are made of that a test installs in many versions. */
package org.signalbox.vswitch.itest.numbering;
