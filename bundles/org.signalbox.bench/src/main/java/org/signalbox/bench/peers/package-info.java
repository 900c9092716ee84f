/**
 * Signalbox beside its peers: the same small frames, TCP streams and round trips through each switch in turn, between
 * two network namespaces that the run makes and removes.
 */
package org.signalbox.bench.peers;
