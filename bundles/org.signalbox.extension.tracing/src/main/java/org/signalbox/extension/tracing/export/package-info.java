/** What flows through a switch, told to collectors: as flows (IPFIX) and as samples of frames and counters (sFlow). */
package org.signalbox.extension.tracing.export;
