/**
 * Port access lists as a filtering extension: SEMANTICS of Microsoft's {@code Add-VMNetworkAdapterAcl}, allow and deny.
 * Inbound is towards the machine, and so the egress pass at its port; outbound is from the machine, the ingress pass.
 */
package org.signalbox.extension.filtering;
