/** Built-in guests that answer ARP, ping, DHCP and echo, and make load, without root. */
package org.signalbox.attachment.lab;
