/** What bundles are made of that tests install: extensions that a partner could have written, for better or worse. */
package org.signalbox.vswitch.itest.partner;
