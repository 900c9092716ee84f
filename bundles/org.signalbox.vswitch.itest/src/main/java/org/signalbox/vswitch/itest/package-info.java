/** Tests of the switch inside the framework. */
package org.signalbox.vswitch.itest;
